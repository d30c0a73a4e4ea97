package org.snorky.server.datasync.dealer;

import org.snorky.server.datasync.filter.Filter;
import tools.jackson.databind.JsonNode;

/**
 * What a query means for the rows of a model.
 *
 * <p>A dealer delivers nothing and remembers nothing: it turns a query into a filter, and the router does the rest. Beans
 * that extend this class are found by their {@link #name()}; for conditions that filter expressions cannot tell, return a
 * {@link Filter.Custom}.
 */
public abstract class Dealer {

    private final String name;
    private final String model;

    protected Dealer(String name, String model) {
        this.name = name;
        this.model = model;
    }

    /** What subscriptions call it. */
    public final String name() {
        return name;
    }

    /** The model whose rows it deals. */
    public final String model() {
        return model;
    }

    /**
     * The rows that answer a query. Called when a subscription is authorised and when it is acquired, by any thread.
     *
     * @throws org.snorky.protocol.ProtocolException if the query is none that this dealer understands
     */
    public abstract Filter filter(JsonNode query);

    @Override
    public String toString() {
        return getClass().getSimpleName() + " " + name + " of " + model;
    }
}
