package org.snorky.client;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The backend's REST resources, and its RPC envelope for everything else. */
final class RestSnorkyBackend implements SnorkyClient {

    /** Replies may gain members: a client must not break because its server is newer. */
    private static final JsonMapper REPLIES = WireJson.mapper()
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final BackendHttp http;
    private final Retries retries;

    RestSnorkyBackend(BackendHttp http, Retries retries) {
        this.http = http;
        this.retries = retries;
    }

    @Override
    public String publish(DeltaBatch batch) {
        DeltaBatch identified =
                batch.batchId() == null ? new DeltaBatch(UUID.randomUUID().toString(), batch.changes()) : batch;
        return retries.repeatable(() -> text(http.post("/backend/deltas", identified), "position"));
    }

    @Override
    public Authorization authorize(List<SubscriptionItem> items, @Nullable JsonNode identity) {
        ObjectNode body = WireJson.mapper().createObjectNode();
        body.set("items", WireJson.mapper().valueToTree(items));
        if (identity != null) {
            body.set("identity", identity);
        }
        return retries.repeatable(() -> authorization(http.post("/backend/subscriptions", body)));
    }

    @Override
    public boolean cancel(String token) {
        try {
            retries.repeatable(() -> http.delete("/backend/subscriptions/{token}", token));
            return true;
        } catch (SnorkyServerException refused) {
            if (refused.code().equals(ErrorCode.NO_SUCH_SUBSCRIPTION)) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public int revoke(Revocation revocation, boolean empty) {
        ObjectNode body = body(revocation);
        if (empty) {
            body.put("empty", true);
        }
        return retries.repeatable(() -> number(http.post("/backend/revocations", body), "cancelled"));
    }

    private static ObjectNode body(Revocation revocation) {
        ObjectNode body = WireJson.mapper().createObjectNode();
        if (revocation instanceof Revocation.OfToken of) {
            return body.put("token", of.token());
        }
        return revocation instanceof Revocation.OfIdentity of
                ? body.set("identity", of.identity())
                : WireJson.mapper().valueToTree(((Revocation.OfItem) revocation).item());
    }

    @Override
    public void publish(JsonNode channel, JsonNode message) {
        ObjectNode body = WireJson.mapper().createObjectNode();
        body.set("channel", channel);
        body.set("message", message);
        retries.once(() -> http.post("/backend/publications", body));
    }

    @Override
    public JsonNode call(String service, String command, @Nullable Object params) {
        JsonNode envelope = RpcCall.envelope(service, command, params);
        return RpcCall.data(service, retries.once(() -> http.post("/backend", envelope)));
    }

    @Override
    public <T> @Nullable T call(String service, String command, @Nullable Object params, Class<T> type) {
        return REPLIES.treeToValue(call(service, command, params), type);
    }

    @Override
    public <T> @Nullable T call(String service, String command, @Nullable Object params, TypeReference<T> type) {
        return REPLIES.treeToValue(call(service, command, params), type);
    }

    private static Authorization authorization(JsonNode answer) {
        String expiresAt = text(answer, "expiresAt");
        try {
            return new Authorization(text(answer, "token"), text(answer, "position"), Instant.parse(expiresAt));
        } catch (DateTimeParseException notATime) {
            throw new SnorkyUnavailableException("The server's expiresAt is no time: " + expiresAt, true, notATime);
        }
    }

    private static String text(JsonNode answer, String member) {
        JsonNode value = answer.path(member);
        if (!value.isString()) {
            throw lacks(member);
        }
        return value.stringValue();
    }

    private static int number(JsonNode answer, String member) {
        JsonNode value = answer.path(member);
        if (!value.canConvertToInt()) {
            throw lacks(member);
        }
        return value.intValue();
    }

    private static SnorkyUnavailableException lacks(String member) {
        return new SnorkyUnavailableException(
                "The server's answer lacks '" + member + "': is this a Snorky backend?", true, null);
    }
}
