package org.snorky.server.datasync.log;

import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.Row;
import tools.jackson.databind.JsonNode;

/**
 * What a change takes in memory: of rows exactly their bytes, of what goes with them an estimate.
 */
final class RowSize {

    /** The entry in its slot, its position and its delta. */
    private static final int ENTRY = 80;

    /** The row, the header of its bytes, and the reference to a tree that may have been made of it. */
    private static final int ROW = 96;

    private static final int NODE = 24;
    private static final int MEMBER = 56;

    private RowSize() {}

    static long of(Change change) {
        if (change instanceof Delta delta) {
            return ENTRY + delta.model().length() + rowsOf(delta);
        }
        return change instanceof Invalidation.Item invalidation
                ? ENTRY + of(invalidation.item().query())
                : ENTRY;
    }

    private static long rowsOf(Delta delta) {
        if (delta instanceof Delta.Update update) {
            return of(update.newRow()) + of(update.oldRow());
        }
        return of(delta instanceof Delta.Insert insert ? insert.row() : ((Delta.Delete) delta).row());
    }

    /** Bytes of a row that is held as bytes. */
    private static long of(Row row) {
        return ROW + row.utf8().length;
    }

    /** Estimated bytes of a tree. */
    private static long of(JsonNode value) {
        long size = NODE;
        if (value.isString()) {
            size += 24 + value.stringValue().length();
        } else if (value.isObject()) {
            for (var member : value.properties()) {
                size += MEMBER + member.getKey().length() + of(member.getValue());
            }
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                size += of(element);
            }
        }
        return size;
    }
}
