package org.snorky.client;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A failure as HTTP tells it: {@code application/problem+json} (RFC 9457), or whatever a proxy put in its place. */
final class Problem {

    /** Said by servers that are starting, stopping or overloaded, and by proxies that cannot reach one. */
    private static final Set<Integer> COME_BACK_LATER = Set.of(429, 502, 503, 504);

    private Problem() {}

    static RuntimeException read(int status, byte[] body, URI url) {
        JsonNode problem = parse(body);
        String code = text(problem, "code");
        String said = text(problem, "detail");
        String text = said != null ? said : text(problem, "title");
        if (COME_BACK_LATER.contains(status)) {
            String reason = text == null ? "status " + status : text;
            boolean mayHaveArrived = status == 502 || status == 504;
            return new SnorkyUnavailableException(
                    "The Snorky server at " + url + " takes nothing now: " + reason, mayHaveArrived, null);
        }
        return new SnorkyServerException(
                text == null ? url + " answered with status " + status : text,
                code == null ? codeOf(status) : code,
                text(problem, "pointer"),
                status,
                null);
    }

    /** Something that is no Snorky server, or a proxy before it, gives no code. */
    private static String codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.INVALID_KEY;
            case 403 -> ErrorCode.NOT_AUTHORIZED;
            case 413 -> ErrorCode.MESSAGE_TOO_BIG;
            case 500 -> ErrorCode.INTERNAL_ERROR;
            default -> "http_" + status;
        };
    }

    private static JsonNode parse(byte[] body) {
        try {
            return WireJson.mapper().readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static @Nullable String text(JsonNode problem, String member) {
        JsonNode value = problem.path(member);
        return value.isString() ? value.stringValue() : null;
    }
}
