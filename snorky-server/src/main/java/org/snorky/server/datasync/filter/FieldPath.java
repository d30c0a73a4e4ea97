package org.snorky.server.datasync.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The way to a field of a row; a dot in its written form descends into an object. */
public record FieldPath(String text, List<String> steps) {

    public static FieldPath of(String text) {
        return new FieldPath(text, List.of(text.split("\\.", -1)));
    }

    /** The field's value, JSON null included, or null where the row has no such field. */
    public @Nullable JsonNode in(JsonNode row) {
        JsonNode value = row;
        for (String step : steps) {
            if (value == null || !value.isObject()) {
                return null;
            }
            value = value.get(step);
        }
        return value;
    }

    @Override
    public String toString() {
        return text;
    }
}
