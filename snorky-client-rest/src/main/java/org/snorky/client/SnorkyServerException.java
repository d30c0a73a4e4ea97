package org.snorky.client;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ProtocolException;

/** A server's refusal, with the code, text and pointer it gave. Repeating the same request gives the same refusal. */
public final class SnorkyServerException extends ProtocolException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable String detail;

    SnorkyServerException(String message, String code, @Nullable String pointer, int status, @Nullable String detail) {
        super(message, code, pointer);
        this.status = status;
        this.detail = detail;
    }

    /** What exactly is wrong, where the server said more than its text; for people. */
    public @Nullable String detail() {
        return detail;
    }

    /** The HTTP status; 200 for a failed RPC call, whose failure is in the body. */
    public int status() {
        return status;
    }
}
