package org.snorky.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.databind.JsonNode;

/**
 * One change of one row of a model. Rows are JSON objects, and nobody may change them once they are in a delta.
 *
 * <p>Read from untrusted JSON by {@link DeltaReader}, whose failures are the protocol's.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Delta.Insert.class, name = "insert"),
    @JsonSubTypes.Type(value = Delta.Update.class, name = "update"),
    @JsonSubTypes.Type(value = Delta.Delete.class, name = "delete")
})
public sealed interface Delta {

    /** The name of the model whose row changed, such as {@code Task}. */
    String model();

    /** A row that came into being. */
    record Insert(String model, JsonNode data) implements Delta {}

    /** A row that changed, with its whole state after and before. */
    record Update(String model, JsonNode newData, JsonNode oldData) implements Delta {}

    /** A row that is gone, with its last state. */
    record Delete(String model, JsonNode data) implements Delta {}
}
