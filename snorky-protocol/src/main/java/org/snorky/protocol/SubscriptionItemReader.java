package org.snorky.protocol;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the items of a subscription from untrusted JSON. */
public final class SubscriptionItemReader {

    private SubscriptionItemReader() {}

    /**
     * Reads all items.
     *
     * @param items a JSON array
     * @param pointer where the array stands in the input, for the failure's own pointer
     * @throws ProtocolException if it is no array or one of its elements is no item
     */
    public static List<SubscriptionItem> readAll(JsonNode items, String pointer) {
        if (!items.isArray()) {
            throw new ProtocolException("items must be an array", ErrorCode.INVALID_PARAMS, pointer);
        }
        List<SubscriptionItem> read = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            read.add(read(items.get(i), pointer + "/" + i));
        }
        return read;
    }

    /** @throws ProtocolException if it is no item, whatever else it may be */
    static SubscriptionItem read(JsonNode item, String pointer) {
        JsonNode dealer = item.get("dealer");
        JsonNode query = item.get("query");
        if (dealer == null) {
            throw new ProtocolException("Missing field 'dealer'", ErrorCode.MISSING_FIELD, pointer + "/dealer");
        }
        if (!dealer.isString()) {
            throw new ProtocolException(
                    "dealer should be a dealer name", ErrorCode.INVALID_DEALER, pointer + "/dealer");
        }
        if (query == null) {
            throw new ProtocolException("Missing field 'query'", ErrorCode.MISSING_FIELD, pointer + "/query");
        }
        return new SubscriptionItem(dealer.stringValue(), query);
    }
}
