package org.snorky.spring.outbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.snorky.spring.publish.PositionWatch;

/**
 * Who waits for which row of the outbox to be sent by this instance. What another instance sends is not heard of here, and
 * the wait for it is in vain. Safe for all threads.
 */
final class SentPositions {

    private final Map<Long, PositionWatch> watches = new ConcurrentHashMap<>();

    /** To be called before the row can be seen by a relay. */
    void watch(long row, PositionWatch watch) {
        watch.expect();
        watches.put(row, watch);
        watch.whenClosed(() -> watches.remove(row));
    }

    void rolledBack(long row) {
        PositionWatch watch = watches.remove(row);
        if (watch != null) {
            watch.withdrawn();
        }
    }

    void sent(List<OutboxRow> rows, String position) {
        for (OutboxRow row : rows) {
            PositionWatch watch = watches.remove(row.id());
            if (watch != null) {
                watch.reached(position);
            }
        }
    }

    void parked(OutboxRow row) {
        PositionWatch watch = watches.remove(row.id());
        if (watch != null) {
            watch.lost();
        }
    }
}
