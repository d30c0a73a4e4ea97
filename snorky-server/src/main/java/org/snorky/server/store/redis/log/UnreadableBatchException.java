package org.snorky.server.store.redis.log;

/** A batch in the stream that this version cannot read. */
final class UnreadableBatchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableBatchException(String message) {
        super(message);
    }
}
