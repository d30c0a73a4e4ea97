package org.snorky.server.datasync.log;

import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;

/** What a server shares with others cannot be reached; the same again may succeed later. */
public final class UnavailableException extends ProtocolException {

    private static final long serialVersionUID = 1;

    private UnavailableException(String message, String code) {
        super(message, code);
    }

    /** Nothing was done. */
    public static UnavailableException undone(String message) {
        return new UnavailableException(message, ErrorCode.UNAVAILABLE);
    }

    /** It may have been done, and will not be any more if it was not. */
    public static UnavailableException unknown(String message) {
        return new UnavailableException(message, ErrorCode.TIMEOUT);
    }
}
