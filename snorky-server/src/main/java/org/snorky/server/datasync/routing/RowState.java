package org.snorky.server.datasync.routing;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.Row;

/**
 * A row as it was before or after a delta.
 *
 * @param key what tells it from other rows, or null where it has no such field
 */
record RowState(Row row, @Nullable JsonKey key) {

    private static final int OVERHEAD = 100;

    static @Nullable RowState of(String model, @Nullable Row row, RowKeys keys) {
        return row == null ? null : new RowState(row, keys.of(model, row.tree()));
    }

    /** Estimated bytes. */
    long size() {
        return OVERHEAD + row.utf8().length;
    }
}
