package org.snorky.server.transport.http;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ChangeReader;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.RevocationReader;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SnorkyBackend.Authorization;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItemReader;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

/** What backends ask over REST: deltas, subscriptions, revocations, publications. */
final class RestResources {

    private static final String DELTAS = "/deltas";
    private static final int MAX_BATCH_ID = 200;

    private final SnorkyBackend backend;

    private RestResources(SnorkyBackend backend) {
        this.backend = backend;
    }

    static List<BackendResource> of(SnorkyBackend backend) {
        RestResources resources = new RestResources(backend);
        return List.of(
                new RestResource("/deltas", resources::publishDeltas),
                new RestResource("/subscriptions", resources::authorize),
                new CancelResource(backend),
                new RestResource("/revocations", resources::revoke),
                new RestResource("/publications", resources::publish));
    }

    private HttpAnswer publishDeltas(JsonNode body) {
        String position = body.isArray() ? publishArray(body) : backend.publish(batch(body));
        return HttpAnswer.json(200, WireJson.mapper().createObjectNode().put("position", position));
    }

    /** What is wrong with a batch is told as seen from the body, which here is the batch's deltas. */
    private String publishArray(JsonNode deltas) {
        DeltaBatch batch = new DeltaBatch(null, ChangeReader.readAll(deltas, ""));
        try {
            return backend.publish(batch);
        } catch (ProtocolException refused) {
            String pointer = refused.pointer();
            throw pointer == null || !pointer.startsWith(DELTAS)
                    ? refused
                    : new ProtocolException(refused.getMessage(), refused.code(), pointer.substring(DELTAS.length()));
        }
    }

    private static DeltaBatch batch(JsonNode body) {
        JsonNode object = RestBody.object(body, Set.of("batchId", "deltas"));
        return new DeltaBatch(
                batchId(object.get("batchId")), ChangeReader.readAll(RestBody.required(object, "deltas"), DELTAS));
    }

    private static @Nullable String batchId(@Nullable JsonNode id) {
        if (id == null || id.isNull()) {
            return null;
        }
        if (!id.isString() || id.stringValue().isEmpty() || id.stringValue().length() > MAX_BATCH_ID) {
            throw new ProtocolException(
                    "batchId must be a string of 1 to " + MAX_BATCH_ID + " characters",
                    ErrorCode.INVALID_PARAMS,
                    "/batchId");
        }
        return id.stringValue();
    }

    private HttpAnswer authorize(JsonNode body) {
        JsonNode object = RestBody.object(body, Set.of("items", "identity"));
        JsonNode identity = object.get("identity");
        Authorization authorization = backend.authorize(
                SubscriptionItemReader.readAll(RestBody.required(object, "items"), "/items"),
                identity == null || identity.isNull() ? null : identity);
        return HttpAnswer.json(
                201,
                WireJson.mapper()
                        .createObjectNode()
                        .put("token", authorization.token())
                        .put("position", authorization.position())
                        .put("expiresAt", authorization.expiresAt().toString()));
    }

    private HttpAnswer revoke(JsonNode body) {
        JsonNode object = RestBody.object(body, Set.of("token", "identity", "dealer", "query", "empty"));
        int cancelled = backend.revoke(RevocationReader.read(object), RevocationReader.isEmptying(object.get("empty")));
        return HttpAnswer.json(200, WireJson.mapper().createObjectNode().put("cancelled", cancelled));
    }

    private HttpAnswer publish(JsonNode body) {
        JsonNode object = RestBody.object(body, Set.of("channel", "message"));
        backend.publish(RestBody.required(object, "channel"), RestBody.required(object, "message"));
        return HttpAnswer.empty(202);
    }
}
