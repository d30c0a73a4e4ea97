package org.snorky.client;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The envelope of an RPC call, and what its answer says. */
final class RpcCall {

    /** One call a request, so that one id serves all. */
    private static final int CALL_ID = 1;

    private RpcCall() {}

    static ObjectNode envelope(String service, String command, @Nullable Object params) {
        ObjectNode envelope = WireJson.mapper().createObjectNode();
        ObjectNode message = envelope.put("service", service).putObject("message");
        message.put("command", command);
        if (params == null) {
            message.putObject("params");
        } else {
            message.set("params", WireJson.mapper().valueToTree(params));
        }
        message.put("callId", CALL_ID);
        return envelope;
    }

    /** The data of a reply. */
    static JsonNode data(String service, JsonNode envelope) {
        JsonNode message = envelope.path("message");
        return switch (message.path("type").asString("")) {
            case "response" -> message.path("data");
            case "error" -> throw failure(message);
            default ->
                throw new SnorkyUnavailableException(
                        "Service '" + service + "' gave neither a reply nor a failure", true, null);
        };
    }

    /** Servers of the original protocol give no code. */
    private static SnorkyServerException failure(JsonNode message) {
        return new SnorkyServerException(
                message.path("message").asString("No reason given"),
                message.path("code").asString(ErrorCode.INTERNAL_ERROR),
                text(message, "pointer"),
                200,
                text(message, "detail"));
    }

    private static @Nullable String text(JsonNode message, String member) {
        JsonNode value = message.path(member);
        return value.isString() ? value.stringValue() : null;
    }
}
