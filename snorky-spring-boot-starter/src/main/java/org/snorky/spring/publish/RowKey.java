package org.snorky.spring.publish;

import org.snorky.protocol.JsonKey;
import tools.jackson.databind.JsonNode;

/**
 * The identity of one row of one model: what changes are coalesced and ordered by.
 *
 * @param id anything with the equality of the row's identifier
 */
public record RowKey(String model, Object id) {

    /** By the identifier as JSON, so that an entity's row and the same row published by hand are one. */
    public static RowKey of(String model, JsonNode id) {
        return new RowKey(model, JsonKey.of(id));
    }

    /** Of a row that cannot be identified: equal to nothing else, so never coalesced and never ordered. */
    static RowKey unidentified(String model) {
        return new RowKey(model, new Object());
    }
}
