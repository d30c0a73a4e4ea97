package org.snorky.server.datasync.log;

import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;

/** The log no longer, or never did, continue from a position: who asked must fetch anew. */
public final class PositionLostException extends ProtocolException {

    private static final long serialVersionUID = 1;

    public PositionLostException() {
        super("Position lost", ErrorCode.POSITION_LOST);
    }
}
