package org.snorky.server.store.redis.link;

/** The Redis of the settings cannot be what nodes share; the server does not start. */
public final class UnsuitableRedisException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String remedy;

    public UnsuitableRedisException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    UnsuitableRedisException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** What to do about it, a sentence. */
    public String remedy() {
        return remedy;
    }
}
