package org.snorky.server.datasync.subscription;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Revocation;

/**
 * The subscriptions that could be acquired, or are.
 *
 * <ol>
 *   <li>What was added is found until its time to live is over or it is removed, and not after.
 *   <li>A store that is full refuses; it never forgets a subscription to make room for another.
 *   <li>{@link #remove} takes every subscription that is meant and whose {@link #add} returned before; one that is added
 *       meanwhile it may take or leave. A token is given to one of several removers only.
 *   <li>{@link #renew} brings nothing back. Towards a removal it comes wholly before, and then tells true, or wholly
 *       after, and then tells false: acquiring relies on it.
 * </ol>
 *
 * Identities and items are compared as JSON. A store beyond this process keeps, beside each subscription, its token in a
 * set for its identity and in one for each item, written before it and cleared after it: what a set holds too much is
 * then found missing, and it never holds too little.
 *
 * <p>Safe for all threads. A store is tested by extending {@code SubscriptionStoreContract}, which this module's test-jar
 * brings.
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

    /**
     * Forgets subscriptions.
     *
     * @return the tokens of those that were there
     */
    Collection<String> remove(Revocation which);

    /** Forgets a subscription; tells whether it was there. */
    default boolean remove(String token) {
        return !remove(new Revocation.OfToken(token)).isEmpty();
    }

    /** How many there are, expired ones that are not swept yet included. */
    long size();
}
