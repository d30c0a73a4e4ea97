package org.snorky.spring.publish;

import tools.jackson.databind.JsonNode;

/** Writes a value of the application as the JSON that its REST endpoints give. */
@FunctionalInterface
public interface RowWriter {

    JsonNode write(Object value);
}
