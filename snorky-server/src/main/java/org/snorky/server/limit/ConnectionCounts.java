package org.snorky.server.limit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;

/** Connections, counted by address and identity, and held to their limits. Safe for all threads. */
public final class ConnectionCounts {

    /**
     * Whose connection it is.
     *
     * @param identity null where nobody is known
     */
    public record Owner(AddressGroup address, @Nullable JsonKey identity) {}

    private final ConnectionLimits limits;
    private final Map<AddressGroup, Integer> byAddress = new HashMap<>();
    private final Map<JsonKey, Integer> byIdentity = new HashMap<>();
    private int total;

    public ConnectionCounts(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** The limit that one more connection would pass, or null if it may come. */
    public synchronized @Nullable Limit reached(Owner owner) {
        if (isReached(limits.total(), total)) {
            return Limit.CONNECTIONS;
        }
        if (isReached(limits.perAddress(), byAddress.getOrDefault(owner.address(), 0))) {
            return Limit.CONNECTIONS_PER_ADDRESS;
        }
        JsonKey identity = owner.identity();
        return identity != null && isReached(limits.perIdentity(), byIdentity.getOrDefault(identity, 0))
                ? Limit.CONNECTIONS_PER_IDENTITY
                : null;
    }

    private static boolean isReached(int limit, int count) {
        return limit > 0 && count >= limit;
    }

    /** Counts one more connection, which {@link #leave} takes back, unless it gives the limit that this would pass. */
    public synchronized @Nullable Limit enter(Owner owner) {
        Limit reached = reached(owner);
        if (reached == null) {
            total++;
            byAddress.merge(owner.address(), 1, Integer::sum);
            if (owner.identity() != null) {
                byIdentity.merge(owner.identity(), 1, Integer::sum);
            }
        }
        return reached;
    }

    /** Once for each that entered. */
    public synchronized void leave(Owner owner) {
        total--;
        byAddress.computeIfPresent(owner.address(), ConnectionCounts::oneLess);
        if (owner.identity() != null) {
            byIdentity.computeIfPresent(owner.identity(), ConnectionCounts::oneLess);
        }
    }

    private static @Nullable Integer oneLess(Object key, int count) {
        return count == 1 ? null : count - 1;
    }

    /** How many there are. */
    public synchronized int total() {
        return total;
    }

    /** From how many addresses they come. */
    public synchronized int addresses() {
        return byAddress.size();
    }

    /** The most that come from one address. */
    public synchronized int mostPerAddress() {
        return byAddress.values().stream().mapToInt(count -> count).max().orElse(0);
    }

    public ConnectionLimits limits() {
        return limits;
    }
}
