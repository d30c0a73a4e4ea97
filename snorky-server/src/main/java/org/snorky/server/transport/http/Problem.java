package org.snorky.server.transport.http;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;

/** A backend request that fails as HTTP. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;
    private final String detail;
    private final String code;
    private final @Nullable String pointer;

    private Problem(int status, String title, String detail, String code, @Nullable String pointer) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.code = code;
        this.pointer = pointer;
    }

    static Problem invalidKey() {
        return new Problem(401, "Unauthorized", "Invalid key", ErrorCode.INVALID_KEY, null);
    }

    static Problem notFound() {
        return new Problem(404, "Not Found", "There is no such resource", "not_found", null);
    }

    static Problem noSuchSubscription() {
        return new Problem(404, "Not Found", "No such subscription", ErrorCode.NO_SUCH_SUBSCRIPTION, null);
    }

    static Problem methodNotAllowed(String method) {
        return new Problem(405, "Method Not Allowed", method + " is not allowed here", "method_not_allowed", null);
    }

    static Problem tooLarge(int maxBytes) {
        return new Problem(
                413,
                "Content Too Large",
                "The body is longer than " + maxBytes + " bytes",
                ErrorCode.MESSAGE_TOO_BIG,
                null);
    }

    static Problem unsupportedType(String type) {
        return new Problem(
                415,
                "Unsupported Media Type",
                "The body must be application/json in UTF-8, not " + type,
                "unsupported_media_type",
                null);
    }

    /** Nothing is inflated, so that a body is never longer than it came. */
    static Problem unsupportedEncoding() {
        return new Problem(
                415, "Unsupported Media Type", "The body must not be compressed", "unsupported_content_encoding", null);
    }

    static Problem invalidJson() {
        return new Problem(400, "Bad Request", "Invalid JSON", ErrorCode.INVALID_JSON, null);
    }

    static Problem internalError() {
        return new Problem(500, "Internal Server Error", "Internal error", ErrorCode.INTERNAL_ERROR, null);
    }

    static Problem noAnswer() {
        return new Problem(504, "Gateway Timeout", "The service gave no answer in time", "timeout", null);
    }

    /** What the server refuses: the client's fault, but for what it has no room for now, or cannot reach. */
    static Problem of(ProtocolException refused) {
        return switch (refused.code()) {
            case ErrorCode.OVERLOADED, ErrorCode.TOO_MANY_SUBSCRIPTIONS, ErrorCode.UNAVAILABLE ->
                new Problem(503, "Service Unavailable", refused.getMessage(), refused.code(), refused.pointer());
            case ErrorCode.TIMEOUT ->
                new Problem(504, "Gateway Timeout", refused.getMessage(), refused.code(), refused.pointer());
            default -> new Problem(400, "Bad Request", refused.getMessage(), refused.code(), refused.pointer());
        };
    }

    HttpAnswer answer() {
        return HttpAnswer.problem(status, title, detail, code, pointer);
    }
}
