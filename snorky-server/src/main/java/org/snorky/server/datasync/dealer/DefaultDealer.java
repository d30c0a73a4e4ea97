package org.snorky.server.datasync.dealer;

import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.filter.FilterParser;
import tools.jackson.databind.JsonNode;

/** The dealer of a model for which none was declared: asked nothing it deals every row, else those that meet the filter. */
final class DefaultDealer extends Dealer {

    DefaultDealer(String model) {
        super(model, model);
    }

    @Override
    public Filter filter(JsonNode query) {
        return query.isNull() ? Filter.ALWAYS : FilterParser.parse(query);
    }
}
