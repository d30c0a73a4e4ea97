package org.snorky.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages of remote calls, as they stand in an envelope. */
public final class RpcMessages {

    private RpcMessages() {}

    /** The call id of a request, or null where it has none or is no request. */
    public static @Nullable JsonNode callId(@Nullable JsonNode request) {
        return request == null ? null : request.get("callId");
    }

    /** @param callId comes back as it was; left out where null */
    public static ObjectNode response(@Nullable JsonNode callId, JsonNode data) {
        return response(callId).set("data", data);
    }

    /** A response that still lacks its data. */
    public static ObjectNode response(@Nullable JsonNode callId) {
        return reply("response", callId);
    }

    /** @param code one of {@link ErrorCode} */
    public static ObjectNode failure(@Nullable JsonNode callId, String message, String code) {
        return reply("error", callId).put("message", message).put("code", code);
    }

    private static ObjectNode reply(String type, @Nullable JsonNode callId) {
        ObjectNode reply = WireJson.mapper().createObjectNode().put("type", type);
        if (callId != null) {
            reply.set("callId", callId);
        }
        return reply;
    }
}
