package org.snorky.server.rpc;

import org.snorky.protocol.ErrorCode;

/** Parameters that do not fit the command; the detail says which and why. */
final class InvalidParamsException extends RpcException {

    private static final long serialVersionUID = 1;

    private final String detail;

    InvalidParamsException(String detail) {
        super("Invalid params", ErrorCode.INVALID_PARAMS);
        this.detail = detail;
    }

    String detail() {
        return detail;
    }
}
