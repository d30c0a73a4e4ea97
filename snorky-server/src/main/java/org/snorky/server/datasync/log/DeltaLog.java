package org.snorky.server.datasync.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.server.position.Position;

/**
 * The totally ordered sequence of all changes, from which everything that must not miss one is read.
 *
 * <ol>
 *   <li>A batch is appended whole, its changes, deltas and invalidations alike, next to each other and in order, or not at all.
 *   <li>Within an epoch offsets ascend one by one, so that what lies between two positions can be counted.
 *   <li>{@link #readAfter} gives everything after the position in order, or fails: it never leaves something out. The log
 *       is bounded, and what lies before its oldest entry is lost; so is every position of another epoch.
 *   <li>The tail hears of every entry once, in order, one call at a time; an entry can be read before the tail hears of
 *       it, and when {@link #append} returns, or before, the tail of this process has.
 *   <li>The same batch id again, within the idempotency window, appends nothing and gives the position it gave.
 * </ol>
 *
 * <p>What subscriptions promise rests on 2, 3 and 4: whoever reads from a position up to the head, and hears the tail from
 * there on, has missed nothing and got nothing twice. Safe for all threads. A log is tested by extending {@code
 * DeltaLogContract}, which this module's test-jar brings.
 */
public interface DeltaLog {

    /**
     * Appends a batch.
     *
     * @param batchId names the batch so that it can be repeated, or null
     * @return the position behind the batch's last change; of an empty batch the head
     */
    Position append(@Nullable String batchId, List<Change> changes);

    /**
     * Reads what follows a position.
     *
     * @param limit how many entries at most, above 0
     * @return fewer than the limit where the log ends
     * @throws PositionLostException if the log cannot tell everything that followed
     */
    List<LogEntry> readAfter(Position position, int limit);

    /** The position behind the last change. */
    Position head();

    /** Has a listener hear of all entries from now on; there is one, set before the first append. */
    void tail(Tail listener);

    /** Hears of appended entries; it must be quick and not throw. */
    @FunctionalInterface
    interface Tail {

        void appended(List<LogEntry> entries);
    }
}
