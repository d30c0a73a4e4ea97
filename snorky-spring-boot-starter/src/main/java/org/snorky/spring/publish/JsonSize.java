package org.snorky.spring.publish;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import tools.jackson.databind.JsonNode;

/** The size of rows as JSON, near enough for bounds and without writing them. */
final class JsonSize {

    private static final int SCALAR = 8;
    private static final int PUNCTUATION = 3;
    private static final int DELTA = 48;

    private JsonSize() {}

    static long of(List<Delta> deltas) {
        long size = 0;
        for (Delta delta : deltas) {
            size += DELTA + delta.model().length();
            if (delta instanceof Delta.Insert insert) {
                size += of(insert.data());
            } else if (delta instanceof Delta.Update update) {
                size += of(update.newData()) + of(update.oldData());
            } else if (delta instanceof Delta.Delete delete) {
                size += of(delete.data());
            }
        }
        return size;
    }

    static long of(@Nullable JsonNode value) {
        if (value == null) {
            return 0;
        }
        if (value.isString()) {
            return value.stringValue().length() + PUNCTUATION;
        }
        if (value.isObject()) {
            long size = PUNCTUATION;
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                size += member.getKey().length() + PUNCTUATION + of(member.getValue());
            }
            return size;
        }
        if (value.isArray()) {
            long size = PUNCTUATION;
            for (JsonNode element : value) {
                size += of(element) + 1;
            }
            return size;
        }
        return SCALAR;
    }
}
