package org.snorky.protocol;

import tools.jackson.databind.JsonNode;

/**
 * One change of one row of a model. Rows are JSON objects, and nobody may change them once they are in a delta.
 *
 * <p>Read from untrusted JSON by {@link ChangeReader}, whose failures are the protocol's.
 */
public sealed interface Delta extends Change {

    /** The name of the model whose row changed, such as {@code Task}. */
    String model();

    /** A row that came into being. */
    record Insert(String model, JsonNode data) implements Delta {}

    /** A row that changed, with its whole state after and before. */
    record Update(String model, JsonNode newData, JsonNode oldData) implements Delta {}

    /** A row that is gone, with its last state. */
    record Delete(String model, JsonNode data) implements Delta {}
}
