package org.snorky.protocol;

import org.jspecify.annotations.Nullable;

/** A failure of the protocol: a text for people, a stable code for programs, and where in the input it lies. */
public class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final @Nullable String pointer;

    public ProtocolException(String message, String code) {
        this(message, code, null);
    }

    /** @param pointer a JSON pointer (RFC 6901) to the offending value, or null where it is the whole input */
    public ProtocolException(String message, String code, @Nullable String pointer) {
        super(message);
        this.code = code;
        this.pointer = pointer;
    }

    /** One of {@link ErrorCode}, or a service's own; never changes once published. */
    public String code() {
        return code;
    }

    public @Nullable String pointer() {
        return pointer;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
