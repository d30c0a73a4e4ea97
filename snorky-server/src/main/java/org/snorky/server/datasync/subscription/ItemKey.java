package org.snorky.server.datasync.subscription;

import org.snorky.protocol.JsonKey;
import org.snorky.protocol.SubscriptionItem;

/** An item as a key of a map: equal where the dealer is the same and the queries are equal as JSON. */
public record ItemKey(String dealer, JsonKey query) {

    public static ItemKey of(SubscriptionItem item) {
        return new ItemKey(item.dealer(), JsonKey.of(item.query()));
    }
}
