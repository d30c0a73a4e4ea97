package org.snorky.server.datasync.log;

import org.snorky.protocol.Delta;
import tools.jackson.databind.JsonNode;

/** Estimates what a delta's rows take in memory: exact enough for a bound, and cheap, since every delta is measured. */
final class RowSize {

    private static final int NODE = 24;
    private static final int MEMBER = 56;

    private RowSize() {}

    static long of(Delta delta) {
        if (delta instanceof Delta.Update update) {
            return of(update.newData()) + of(update.oldData());
        }
        return of(delta instanceof Delta.Insert insert ? insert.data() : ((Delta.Delete) delta).data());
    }

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
