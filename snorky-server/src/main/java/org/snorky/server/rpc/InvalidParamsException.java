package org.snorky.server.rpc;

import org.snorky.protocol.ErrorCode;

/** Parameters that do not fit the command; the detail says which and why. */
public final class InvalidParamsException extends RpcException {

    private static final long serialVersionUID = 1;

    private final String detail;

    /** @param detail which parameter, and what is wrong with it; for people */
    public InvalidParamsException(String detail) {
        super("Invalid params", ErrorCode.INVALID_PARAMS);
        this.detail = detail;
    }

    public String detail() {
        return detail;
    }
}
