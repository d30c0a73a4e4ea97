package org.snorky.server.datasync.routing;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.datasync.filter.FieldPath;
import tools.jackson.databind.JsonNode;

/**
 * By which field the rows of a model are told from each other.
 *
 * @param byModel where it is not {@code id}
 */
public record RowKeys(Map<String, FieldPath> byModel) {

    /** All models' rows are known by their {@code id}. */
    public static final RowKeys BY_ID = new RowKeys(Map.of());

    private static final FieldPath ID = FieldPath.of("id");

    public RowKeys {
        byModel = Map.copyOf(byModel);
    }

    /** What a row is known by, or null where it has no such field or JSON null in it. */
    @Nullable JsonKey of(String model, JsonNode row) {
        JsonNode key = byModel.getOrDefault(model, ID).in(row);
        return key == null || key.isNull() ? null : JsonKey.of(key);
    }
}
