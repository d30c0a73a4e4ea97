package org.snorky.server.store.redis.log;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;

/** What an application has committed, which is what clients see that fetch: a number for each row, that only grows. */
final class Database {

    private final Map<String, Integer> rows = new ConcurrentHashMap<>();

    /** Commits the next state of a row, and gives the change that is to be published. */
    List<Change> commit(String row) {
        int state = rows.merge(row, 1, Integer::sum);
        return List.of(new Delta.Insert(
                "Model of " + row,
                WireJson.mapper().createObjectNode().put("row", row).put("state", state)));
    }

    Map<String, Integer> fetch() {
        return Map.copyOf(rows);
    }
}
