package org.snorky.server.datasync.dealer;

import org.snorky.protocol.JsonKey;
import org.snorky.server.datasync.filter.FieldPath;
import org.snorky.server.datasync.filter.Filter;
import tools.jackson.databind.JsonNode;

/** Deals the rows one field of which, the key, equals the query. */
public class SimpleDealer extends Dealer {

    private final FieldPath field;

    /** @param field the key; a dot descends into objects */
    public SimpleDealer(String name, String model, String field) {
        super(name, model);
        this.field = FieldPath.of(field);
    }

    @Override
    public Filter filter(JsonNode query) {
        return new Filter.Equal(field, JsonKey.of(query));
    }
}
