package org.snorky.server.datasync.routing;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.server.datasync.index.FilterIndex;
import org.snorky.server.datasync.subscription.ItemKey;

/**
 * Who holds which items, found by item and by model: what an invalidation costs is how many it concerns, and what a holder costs
 * is one small object, however many hold the same. Not safe for threads by itself.
 */
final class Holders {

    private final Map<ItemKey, Held> byItem = new HashMap<>();
    private final Map<String, Chain<Held>> byModel = new HashMap<>();

    Holding add(Attachment holder, RoutedItem item, FilterIndex.Entry<Attachment> entry) {
        Held held = byItem.computeIfAbsent(item.key(), key -> first(key, item.model()));
        Holding holding = new Holding(holder, held, entry);
        held.holdings().add(holding);
        return holding;
    }

    private Held first(ItemKey key, String model) {
        Held held = new Held(key, model);
        byModel.computeIfAbsent(model, absent -> new Chain<>()).add(held);
        return held;
    }

    void remove(Holding holding) {
        Held held = holding.held();
        held.holdings().remove(holding);
        if (held.holdings().isEmpty()) {
            byItem.remove(held.key());
            byModel.computeIfPresent(held.model(), (model, items) -> {
                items.remove(held);
                return items.isEmpty() ? null : items;
            });
        }
    }

    /** A copy, each once. */
    List<Attachment> of(SubscriptionItem item) {
        Set<Attachment> holders = new LinkedHashSet<>();
        addHolders(byItem.get(ItemKey.of(item)), holders);
        return List.copyOf(holders);
    }

    /** A copy, so that they can be removed meanwhile; each once, whatever it holds twice. */
    List<Attachment> concernedBy(Invalidation invalidation) {
        Set<Attachment> concerned = new LinkedHashSet<>();
        if (invalidation instanceof Invalidation.Item given) {
            addHolders(byItem.get(ItemKey.of(given.item())), concerned);
        } else {
            Chain<Held> items = byModel.get(((Invalidation.Model) invalidation).model());
            if (items != null) {
                items.forEach(held -> addHolders(held, concerned));
            }
        }
        return List.copyOf(concerned);
    }

    private static void addHolders(@Nullable Held held, Set<Attachment> concerned) {
        if (held != null) {
            held.holdings().forEach(holding -> concerned.add(holding.holder()));
        }
    }
}
