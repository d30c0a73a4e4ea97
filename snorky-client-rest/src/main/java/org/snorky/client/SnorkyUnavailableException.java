package org.snorky.client;

import org.jspecify.annotations.Nullable;

/** No answer that counts: no connection, a time-out, a broken or senseless answer, or a server that is overloaded. */
public final class SnorkyUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean mayHaveArrived;

    SnorkyUnavailableException(String message, boolean mayHaveArrived, @Nullable Throwable cause) {
        super(message, cause);
        this.mayHaveArrived = mayHaveArrived;
    }

    /** Whether the server may have done what was asked; false only if no connection came about, or it said so. */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
