package org.snorky.server.transport.http;

import java.util.List;
import java.util.Set;
import org.snorky.protocol.RevocationReader;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SnorkyBackend.Authorization;
import org.snorky.protocol.SubscriptionItemReader;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

/** What backends ask over REST: deltas, subscriptions, revocations, publications. */
final class RestResources {

    private final SnorkyBackend backend;

    private RestResources(SnorkyBackend backend) {
        this.backend = backend;
    }

    static List<BackendResource> of(SnorkyBackend backend) {
        RestResources resources = new RestResources(backend);
        return List.of(
                new DeltasResource(backend),
                new RestResource("/subscriptions", resources::authorize),
                new CancelResource(backend),
                new RestResource("/revocations", resources::revoke),
                new RestResource("/publications", resources::publish));
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
