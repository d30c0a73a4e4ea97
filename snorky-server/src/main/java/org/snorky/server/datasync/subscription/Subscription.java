package org.snorky.server.datasync.subscription;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.server.position.Position;
import tools.jackson.databind.JsonNode;

/**
 * What an application authorised, as a small record: it costs the same whether nothing or a million deltas follow.
 *
 * @param token unguessable, names the subscription
 * @param items what it listens to
 * @param position where in the log it begins
 * @param identity who alone may acquire it, or null for whoever has the token
 */
public record Subscription(
        String token,
        List<SubscriptionItem> items,
        Position position,
        @Nullable JsonNode identity) {}
