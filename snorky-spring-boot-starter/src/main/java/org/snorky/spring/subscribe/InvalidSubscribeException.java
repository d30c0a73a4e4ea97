package org.snorky.spring.subscribe;

import org.jspecify.annotations.Nullable;

/** A {@link Subscribe} that cannot be used as it is written. */
public final class InvalidSubscribeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String place;
    private final String problem;

    InvalidSubscribeException(String place, String problem, @Nullable Throwable cause) {
        super("@Subscribe on " + place + " " + problem, cause);
        this.place = place;
        this.problem = problem;
    }

    /** The annotated method or type. */
    public String place() {
        return place;
    }

    public String problem() {
        return problem;
    }
}
