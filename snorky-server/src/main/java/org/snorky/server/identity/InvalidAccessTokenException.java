package org.snorky.server.identity;

import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;

/** A token that is nobody's. Why stands in the cause, for logs; clients learn that it is invalid. */
public final class InvalidAccessTokenException extends ProtocolException {

    private static final long serialVersionUID = 1;

    public InvalidAccessTokenException(Throwable why) {
        this();
        initCause(why);
    }

    public InvalidAccessTokenException() {
        super("Invalid access token", ErrorCode.INVALID_ACCESS_TOKEN);
    }
}
