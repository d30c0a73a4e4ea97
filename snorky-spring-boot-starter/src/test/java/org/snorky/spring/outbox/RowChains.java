package org.snorky.spring.outbox;

import java.util.HashMap;
import java.util.Map;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import tools.jackson.databind.JsonNode;

/** The deltas of each row as a chain, in which each old state is the new state of the one before. Safe for all threads. */
final class RowChains {

    private final Map<Long, String> last = new HashMap<>();
    private int updates;
    private int inversions;

    /** Says what rows there are that nobody told of. */
    synchronized void begin(Map<Long, String> rows) {
        last.putAll(rows);
    }

    synchronized void add(Change change) {
        if (change instanceof Delta.Insert insert) {
            last.put(id(insert.data()), title(insert.data()));
        } else if (change instanceof Delta.Update update) {
            updates++;
            if (!title(update.oldData()).equals(last.put(id(update.newData()), title(update.newData())))) {
                inversions++;
            }
        }
    }

    private static long id(JsonNode row) {
        return row.path("id").longValue();
    }

    private static String title(JsonNode row) {
        return row.path("title").stringValue();
    }

    synchronized int updates() {
        return updates;
    }

    /** How many deltas did not follow from the one before. */
    synchronized int inversions() {
        return inversions;
    }

    /** The newest state of each row. */
    synchronized Map<Long, String> last() {
        return Map.copyOf(last);
    }
}
