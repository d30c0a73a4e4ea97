package org.snorky.server.store.redis.subscription;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.subscription.Subscription;
import org.snorky.server.position.Position;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A subscription as JSON, but for its token, which is its name already. */
final class SubscriptionForm {

    private SubscriptionForm() {}

    static String write(Subscription subscription) {
        ObjectNode json = WireJson.mapper().createObjectNode();
        json.put("position", subscription.position().toString());
        ArrayNode items = json.putArray("items");
        subscription
                .items()
                .forEach(item -> items.addObject().put("dealer", item.dealer()).set("query", item.query()));
        if (subscription.identity() != null) {
            json.set("identity", subscription.identity());
        }
        return json.toString();
    }

    static Subscription read(String token, String text) {
        JsonNode json = WireJson.mapper().readTree(text);
        List<SubscriptionItem> items = new ArrayList<>();
        for (JsonNode item : json.path("items")) {
            items.add(new SubscriptionItem(item.path("dealer").stringValue(), item.path("query")));
        }
        @Nullable JsonNode identity = json.get("identity");
        Position position = Position.parse(json.path("position").stringValue()).orElseThrow();
        return new Subscription(token, List.copyOf(items), position, identity);
    }
}
