package org.snorky.server.datasync.log;

import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import tools.jackson.databind.JsonNode;

/** Estimates what a change takes in memory: exact enough for a bound, and cheap, since every change is measured. */
public final class RowSize {

    private static final int NODE = 24;
    private static final int MEMBER = 56;

    private RowSize() {}

    static long of(Change change) {
        if (change instanceof Delta.Update update) {
            return of(update.newData()) + of(update.oldData());
        }
        if (change instanceof Delta.Insert insert) {
            return of(insert.data());
        }
        if (change instanceof Delta.Delete delete) {
            return of(delete.data());
        }
        return change instanceof Invalidation.Item invalidation
                ? of(invalidation.item().query())
                : NODE;
    }

    /** Estimated bytes of a row, or of any JSON value. */
    public static long of(JsonNode value) {
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
