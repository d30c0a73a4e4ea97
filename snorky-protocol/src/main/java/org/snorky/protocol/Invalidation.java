package org.snorky.protocol;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The news that rows changed in a way nobody can tell as deltas, such as by a bulk statement: whoever shows them must
 * fetch them anew.
 *
 * <p>It has its place among the deltas, and concerns the subscriptions that began before it.
 */
public sealed interface Invalidation extends Change {

    /** Of all subscriptions to a model. */
    static Invalidation ofModel(String model) {
        return new Model(model);
    }

    /** Of the subscriptions that have exactly this item. */
    static Invalidation ofItem(SubscriptionItem item) {
        return new Item(item);
    }

    /** Concerns every subscription with an item of this model. */
    record Model(String model) implements Invalidation {}

    /** Concerns every subscription with this item: the same dealer, and a query that equals this one as JSON. */
    record Item(@JsonUnwrapped SubscriptionItem item) implements Invalidation {}
}
