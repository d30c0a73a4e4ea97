package org.snorky.spring.entity;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/**
 * How the rows of one model look: what is made of an entity, and how that is written.
 *
 * @param shape makes the entity into what is written
 */
record RowForm(Function<Object, Object> shape, ObjectWriter writer) {

    /**
     * The row of an entity.
     *
     * @param unknown what is not known of this instance, if it was rebuilt from an old state
     */
    JsonNode write(Object entity, @Nullable UnknownProperties unknown) {
        ObjectWriter configured = unknown == null ? writer : writer.withAttribute(UnknownProperties.class, unknown);
        JsonNode row = configured.valueToTree(shape.apply(entity));
        if (!row.isObject()) {
            throw new IllegalStateException("A row must be written as a JSON object, but "
                    + entity.getClass().getName() + " is written as " + row.getNodeType());
        }
        return row;
    }
}
