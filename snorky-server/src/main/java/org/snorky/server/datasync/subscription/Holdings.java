package org.snorky.server.datasync.subscription;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which subscription, among the sessions of all processes that share a {@link SubscriptionStore}.
 *
 * <ol>
 *   <li>A subscription has one holder at most. Of several that claim it at once one gets it, unless each takes it over from the
 *       one before.
 *   <li>A claim comes wholly before a removal, which then takes the subscription from it, or wholly after, and then finds it
 *       gone.
 *   <li>A subscription that is held does not end by time as long as its holder is confirmed within the lease; in a process
 *       that ends without a word the lease gives it the time in which another may take it over.
 *   <li>{@link #release} of one that is not the holder any more changes nothing.
 * </ol>
 *
 * Safe for all threads. It is tested by extending {@code HoldingsContract}, which this module's test-jar brings.
 */
public interface Holdings {

    /**
     * A session's hold of a subscription, unlike every other.
     *
     * @param node names the process, among all that share the store and in all times
     * @param attachment counts the holds of the process
     */
    record Holder(String node, long attachment) {}

    /** What became of a claim. */
    sealed interface Claim {

        /** There is no such subscription, or not any more. */
        record Gone() implements Claim {}

        /** Another holds it, and it was not to be taken over. */
        record Held(Holder by) implements Claim {}

        /** @param before who held it until now, or null */
        record Claimed(@Nullable Holder before) implements Claim {}
    }

    /** Takes a subscription, from another holder only where that is to be taken over. */
    Claim claim(String token, Holder holder, boolean takesOver);

    /**
     * Gives a subscription up.
     *
     * @param timeToLive for how long it can be claimed; {@link Duration#ZERO} removes it
     * @return whether it was in these hands
     */
    boolean release(String token, Holder holder, Duration timeToLive);

    /**
     * Renews the leases of what this process holds; to be called several times within a lease.
     *
     * @return the tokens that are not theirs any more
     */
    Collection<String> confirm(Map<String, Holder> held);

    /** Removes subscriptions that nobody can go on with, whoever holds them; those that are not there it leaves out. */
    void forget(Collection<String> tokens);
}
