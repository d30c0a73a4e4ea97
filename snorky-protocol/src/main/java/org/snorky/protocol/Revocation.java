package org.snorky.protocol;

import tools.jackson.databind.JsonNode;

/**
 * Which subscriptions lose what was authorised: those of these kinds that were authorised before, whether a client holds
 * them or not.
 */
public sealed interface Revocation {

    /** The one subscription with this token. */
    record OfToken(String token) implements Revocation {}

    /** The subscriptions that were authorised for this identity, compared as JSON. */
    record OfIdentity(JsonNode identity) implements Revocation {}

    /** The subscriptions with this item: the same dealer, and a query that equals this one as JSON. */
    record OfItem(SubscriptionItem item) implements Revocation {}
}
