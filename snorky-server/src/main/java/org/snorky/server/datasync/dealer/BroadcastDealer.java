package org.snorky.server.datasync.dealer;

import org.snorky.server.datasync.filter.Filter;
import tools.jackson.databind.JsonNode;

/** Deals every row to everybody, whatever the query. */
public class BroadcastDealer extends Dealer {

    public BroadcastDealer(String name, String model) {
        super(name, model);
    }

    @Override
    public Filter filter(JsonNode query) {
        return Filter.ALWAYS;
    }
}
