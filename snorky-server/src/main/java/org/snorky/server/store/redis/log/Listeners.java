package org.snorky.server.store.redis.log;

import java.util.List;
import org.snorky.server.datasync.log.DeltaLog.Tail;
import org.snorky.server.datasync.log.DistantLog.BreakListener;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.position.Position;

/** Those who hear of entries and of breaks; nobody at first. */
final class Listeners {

    private volatile Tail tail = ignored -> {};
    private volatile BreakListener breaks = ignored -> {};

    void setTail(Tail listener) {
        tail = listener;
    }

    void setBreaks(BreakListener listener) {
        breaks = listener;
    }

    void appended(List<LogEntry> entries) {
        tail.appended(entries);
    }

    void broken(Position goesOnBehind) {
        breaks.broken(goesOnBehind);
    }
}
