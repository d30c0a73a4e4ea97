package org.snorky.server.datasync.subscription;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.Revocation;
import org.snorky.server.compact.CompactSet;

/** The tokens of subscriptions by the identities that they are for and by their items. Safe for all threads. */
final class TokenIndex {

    private final Map<JsonKey, Set<String>> byIdentity = new ConcurrentHashMap<>();
    private final Map<ItemKey, Set<String>> byItem = new ConcurrentHashMap<>();

    void add(Subscription subscription) {
        if (subscription.identity() != null) {
            add(byIdentity, JsonKey.of(subscription.identity()), subscription.token());
        }
        subscription.items().forEach(item -> add(byItem, ItemKey.of(item), subscription.token()));
    }

    void remove(Subscription subscription) {
        if (subscription.identity() != null) {
            remove(byIdentity, JsonKey.of(subscription.identity()), subscription.token());
        }
        subscription.items().forEach(item -> remove(byItem, ItemKey.of(item), subscription.token()));
    }

    /** A copy; the token itself, known or not, where one is given. */
    Collection<String> tokensOf(Revocation which) {
        if (which instanceof Revocation.OfIdentity of) {
            return copy(byIdentity, JsonKey.of(of.identity()));
        }
        return which instanceof Revocation.OfItem of
                ? copy(byItem, ItemKey.of(of.item()))
                : List.of(((Revocation.OfToken) which).token());
    }

    private static <K> void add(Map<K, Set<String>> index, K key, String token) {
        index.compute(key, (ignored, known) -> CompactSet.with(known == null ? Set.of() : known, token));
    }

    private static <K> void remove(Map<K, Set<String>> index, K key, String token) {
        index.computeIfPresent(key, (ignored, known) -> {
            Set<String> tokens = CompactSet.without(known, token);
            return tokens.isEmpty() ? null : tokens;
        });
    }

    /** Taken inside the map, whose lock on the key guards the set. */
    private static <K> Collection<String> copy(Map<K, Set<String>> index, K key) {
        List<String> copy = new ArrayList<>();
        index.computeIfPresent(key, (ignored, tokens) -> {
            copy.addAll(tokens);
            return tokens;
        });
        return copy;
    }
}
