package org.snorky.server.datasync.dealer;

import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.filter.FilterParser;
import tools.jackson.databind.JsonNode;

/** Deals the rows that meet the query, a filter expression. */
public class FilterDealer extends Dealer {

    public FilterDealer(String name, String model) {
        super(name, model);
    }

    @Override
    public Filter filter(JsonNode query) {
        return FilterParser.parse(query);
    }
}
