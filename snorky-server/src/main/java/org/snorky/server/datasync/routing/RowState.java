package org.snorky.server.datasync.routing;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.datasync.log.RowSize;
import tools.jackson.databind.JsonNode;

/**
 * A row as it was before or after a delta.
 *
 * @param key what tells it from other rows, or null where it has no such field
 * @param size estimated bytes
 */
record RowState(JsonNode data, @Nullable JsonKey key, long size) {

    static @Nullable RowState of(String model, @Nullable JsonNode data, RowKeys keys) {
        return data == null ? null : new RowState(data, keys.of(model, data), RowSize.of(data));
    }
}
