package org.snorky.spring.publish;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import tools.jackson.databind.JsonNode;

/** The size of changes as JSON, near enough for bounds and without writing them. */
final class JsonSize {

    private static final int SCALAR = 8;
    private static final int PUNCTUATION = 3;
    private static final int CHANGE = 48;

    private JsonSize() {}

    static long of(List<? extends Change> changes) {
        return changes.stream().mapToLong(change -> CHANGE + contents(change)).sum();
    }

    private static long contents(Change change) {
        if (change instanceof Delta.Insert insert) {
            return insert.model().length() + of(insert.data());
        }
        if (change instanceof Delta.Update update) {
            return update.model().length() + of(update.newData()) + of(update.oldData());
        }
        if (change instanceof Delta.Delete delete) {
            return delete.model().length() + of(delete.data());
        }
        if (change instanceof Invalidation.Item invalidation) {
            return invalidation.item().dealer().length()
                    + of(invalidation.item().query());
        }
        return 0;
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
