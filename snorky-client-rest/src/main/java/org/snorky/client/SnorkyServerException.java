package org.snorky.client;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ProtocolException;

/** A server's refusal, with the code, text and pointer it gave. Repeating the same request gives the same refusal. */
public final class SnorkyServerException extends ProtocolException {

    private static final long serialVersionUID = 1;

    private final int status;

    SnorkyServerException(String message, String code, @Nullable String pointer, int status) {
        super(message, code, pointer);
        this.status = status;
    }

    /** The HTTP status; 200 for a failed RPC call, whose failure is in the body. */
    public int status() {
        return status;
    }
}
