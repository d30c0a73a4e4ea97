package org.snorky.spring.publish;

import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;

/** A server's no to a batch, though the server is there. */
public record Refusal(ProtocolException cause) {

    /**
     * Whether it says nothing about the batch and can be put right, as with a wrong key; any other is final, and repeating
     * the batch would hold up all that follows.
     */
    public boolean isTemporary() {
        return switch (cause.code()) {
            case ErrorCode.INVALID_KEY, ErrorCode.OVERLOADED, ErrorCode.NOT_AUTHORIZED -> true;
            // No Snorky server's answer, but that of something before it or in its place.
            default -> cause.code().startsWith("http_");
        };
    }

    /** For people: text, code, and where in the batch. */
    public String describe() {
        return cause.getMessage() + " (" + cause.code() + (cause.pointer() == null ? "" : " at " + cause.pointer())
                + ")";
    }
}
