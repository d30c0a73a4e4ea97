package org.snorky.server.datasync.routing;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.subscription.ItemKey;

/**
 * What one item of a subscription comes to: the rows of a model that meet a filter.
 *
 * @param key the item as it was asked for
 */
public record RoutedItem(ItemKey key, String model, Filter filter) {

    /** As what the item shows a delta, or null where it does not. */
    @Nullable Form formOf(Delta delta) {
        return model.equals(delta.model()) ? Form.through(filter, delta) : null;
    }

    boolean isConcernedBy(Invalidation invalidation) {
        return invalidation instanceof Invalidation.Item given
                ? key.equals(ItemKey.of(given.item()))
                : model.equals(((Invalidation.Model) invalidation).model());
    }
}
