package org.snorky.spring.publish;

import org.jspecify.annotations.Nullable;

/**
 * Tells clients of changes that Hibernate does not see: bulk and native statements, other stores, computed rows.
 *
 * <p>Within a Spring transaction the changes are told after its commit, coalesced per row, and not at all if it rolls
 * back, whole or to a savepoint; without one they are told at once. Call it after the statement, while the transaction
 * holds its lock on the row: then the order of what clients hear is the order of the commits.
 *
 * <p>Rows are what the application's REST endpoints answer with: objects that Jackson writes as JSON objects, or trees.
 * Their member {@code id} identifies them; rows without one are neither coalesced nor ordered. Never blocks on the
 * server. Safe for all threads.
 *
 * <p>With an outbox, what is published in a transaction is kept by it, in the database it changes: a transaction in which
 * that database takes no part fails.
 */
public interface SnorkyPublisher {

    /** @throws IllegalArgumentException if the row is no JSON object */
    void inserted(String model, Object row);

    /**
     * Both states are needed: they decide for whom a row appears, changes or goes.
     *
     * @throws IllegalArgumentException if one of the rows is no JSON object
     */
    void updated(String model, Object oldRow, Object newRow);

    /** @throws IllegalArgumentException if the row is no JSON object */
    void deleted(String model, Object row);

    /**
     * Makes everyone who shows rows of a model fetch them again: for statements whose rows are not known one by one, such
     * as bulk updates.
     */
    void invalidate(String model);

    /**
     * Makes everyone fetch again who subscribed to exactly this, where a statement concerned just their rows.
     *
     * @param dealer a dealer of the server, as in {@code @Subscribe}
     * @param query the query of the subscriptions, as an object that Jackson writes or a tree; JSON null is {@code null}
     * @throws IllegalStateException if the transaction has invalidated a thousand items already: it means the model
     */
    void invalidate(String dealer, @Nullable Object query);
}
