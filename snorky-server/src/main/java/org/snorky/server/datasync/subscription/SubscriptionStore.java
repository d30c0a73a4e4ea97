package org.snorky.server.datasync.subscription;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions that could be acquired, or are.
 *
 * <ol>
 *   <li>What was put is found until its time to live is over or it is removed, and not after.
 *   <li>A store that is full refuses; it never forgets a subscription to make room for another.
 * </ol>
 *
 * Safe for all threads.
 */
public interface SubscriptionStore {

    /** The time to live of a subscription that ends only when it is removed. */
    Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * Keeps a new subscription.
     *
     * @throws org.snorky.protocol.ProtocolException with code {@code too_many_subscriptions} if the store is full
     */
    void add(Subscription subscription, Duration timeToLive);

    /** Gives a subscription a new time to live; tells whether it was there. */
    boolean renew(String token, Duration timeToLive);

    @Nullable Subscription find(String token);

    /** Forgets a subscription; tells whether it was there. */
    boolean remove(String token);

    /** How many there are, expired ones that are not swept yet included. */
    long size();
}
