package org.snorky.server.store.redis.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.server.datasync.log.DistantLog;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.position.Position;

/**
 * A client's view of all rows by way of one node: it fetches, then applies what the log tells, and fetches again where it is
 * told to.
 */
final class Client {

    private final Database database;
    private final Map<String, Integer> view = new HashMap<>();
    private final List<Position> heard = new ArrayList<>();
    private final List<Position> breaks = new ArrayList<>();

    Client(DistantLog log, Database database) {
        this.database = database;
        view.putAll(database.fetch());
        log.tail(this::appended);
        log.breaks(this::broken);
    }

    private synchronized void appended(List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            heard.add(entry.position());
            if (entry.change() instanceof Delta.Insert delta) {
                view.put(
                        delta.data().get("row").stringValue(),
                        delta.data().get("state").intValue());
            } else if (entry.change() instanceof Invalidation.Model invalidation) {
                database.fetch().forEach((row, state) -> {
                    if (invalidation.model().equals("Model of " + row)) {
                        view.put(row, state);
                    }
                });
            }
        }
    }

    private synchronized void broken(Position goesOnBehind) {
        breaks.add(goesOnBehind);
        view.clear();
        view.putAll(database.fetch());
    }

    synchronized Map<String, Integer> view() {
        return Map.copyOf(view);
    }

    synchronized List<Position> heard() {
        return List.copyOf(heard);
    }

    synchronized List<Position> breaks() {
        return List.copyOf(breaks);
    }
}
