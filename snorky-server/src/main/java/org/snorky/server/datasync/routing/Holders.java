package org.snorky.server.datasync.routing;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snorky.protocol.Invalidation;
import org.snorky.server.datasync.subscription.ItemKey;

/**
 * The attachments that an invalidation can end, found by the models and by the items that they hold: what an
 * invalidation costs is how many it concerns. Not safe for threads by itself.
 */
final class Holders {

    private final Map<String, Set<Attachment>> byModel = new HashMap<>();
    private final Map<ItemKey, Set<Attachment>> byItem = new HashMap<>();

    void add(Attachment attachment) {
        for (RoutedItem item : attachment.items()) {
            byModel.computeIfAbsent(item.model(), model -> new LinkedHashSet<>(2))
                    .add(attachment);
            byItem.computeIfAbsent(item.key(), key -> new LinkedHashSet<>(2)).add(attachment);
        }
    }

    void remove(Attachment attachment) {
        for (RoutedItem item : attachment.items()) {
            remove(byModel, item.model(), attachment);
            remove(byItem, item.key(), attachment);
        }
    }

    private static <K> void remove(Map<K, Set<Attachment>> holders, K key, Attachment attachment) {
        holders.computeIfPresent(key, (ignored, set) -> {
            set.remove(attachment);
            return set.isEmpty() ? null : set;
        });
    }

    /** A copy, so that they can be removed meanwhile. */
    List<Attachment> concernedBy(Invalidation invalidation) {
        return List.copyOf(
                invalidation instanceof Invalidation.Item given
                        ? byItem.getOrDefault(ItemKey.of(given.item()), Set.of())
                        : byModel.getOrDefault(((Invalidation.Model) invalidation).model(), Set.of()));
    }
}
