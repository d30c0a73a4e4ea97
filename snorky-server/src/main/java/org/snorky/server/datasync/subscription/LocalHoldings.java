package org.snorky.server.datasync.subscription;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The holdings of one process that has a store for itself. What is held does not end by time here, so no lease is needed.
 *
 * <p>A holder is remembered until it releases the subscription, another takes it, or it is {@link #forget forgotten}, also
 * where the store has removed it meanwhile.
 */
public final class LocalHoldings implements Holdings {

    private final SubscriptionStore store;
    private final ConcurrentMap<String, Holder> holders = new ConcurrentHashMap<>();

    public LocalHoldings(SubscriptionStore store) {
        this.store = store;
    }

    /** Made under the lock that the map has for the token. */
    private static final class Outcome {

        private Claim claim = new Claim.Gone();
    }

    @Override
    public Claim claim(String token, Holder holder, boolean takesOver) {
        Outcome outcome = new Outcome();
        holders.compute(token, (key, current) -> {
            if (current != null && !takesOver && store.find(token) != null) {
                outcome.claim = new Claim.Held(current);
                return current;
            }
            if (!store.renew(token, SubscriptionStore.UNLIMITED)) {
                return null;
            }
            outcome.claim = new Claim.Claimed(current);
            return holder;
        });
        return outcome.claim;
    }

    @Override
    public boolean release(String token, Holder holder, Duration timeToLive) {
        boolean[] released = {false};
        holders.computeIfPresent(token, (key, current) -> {
            if (!current.equals(holder)) {
                return current;
            }
            released[0] = timeToLive.isZero() ? store.remove(token) : store.renew(token, timeToLive);
            return null;
        });
        return released[0];
    }

    @Override
    public Collection<String> confirm(Map<String, Holder> held) {
        return held.entrySet().stream()
                .filter(entry -> !isHeld(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isHeld(String token, Holder by) {
        @Nullable Holder current = holders.get(token);
        return by.equals(current) && store.find(token) != null;
    }

    @Override
    public void forget(Collection<String> tokens) {
        for (String token : List.copyOf(tokens)) {
            holders.compute(token, (key, current) -> {
                var ignored = store.remove(token);
                return null;
            });
        }
    }
}
