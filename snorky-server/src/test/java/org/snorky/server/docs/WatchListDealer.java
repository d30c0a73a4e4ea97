package org.snorky.server.docs;

import java.util.HashSet;
import java.util.Set;
import org.snorky.server.datasync.dealer.Dealer;
import org.snorky.server.datasync.filter.Filter;
import tools.jackson.databind.JsonNode;

/** Deals the shares whose name is in the query, a list. */
class WatchListDealer extends Dealer {

    WatchListDealer() {
        super("WatchList", "Share");
    }

    @Override
    public Filter filter(JsonNode query) {
        Set<String> names = new HashSet<>();
        query.forEach(name -> names.add(name.asString()));
        return new Filter.Custom(row -> names.contains(row.path("name").asString("")));
    }
}
