package org.snorky.server.rpc;

import org.snorky.protocol.ProtocolException;

/** A failure of a command that the caller is meant to see. */
public class RpcException extends ProtocolException {

    private static final long serialVersionUID = 1;

    /**
     * @param message for people
     * @param code for programs: a lower-case word that stays the same for good
     */
    public RpcException(String message, String code) {
        super(message, code);
    }
}
