package org.snorky.server.datasync.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Row;
import org.snorky.server.position.Position;

/**
 * The newest entries of a log, held in memory within its bounds, for a log to read from.
 *
 * <p>Its lock is held for moments only, and nobody is called under it. Safe for all threads, but entries are in the order in
 * which they were added: whoever adds takes care of that.
 */
public final class KeptEntries implements LogGauge {

    private final Object lock = new Object();
    private final EntryRing entries = new EntryRing();
    private final LogBounds bounds;
    private final InstantSource clock;

    /** Kept as it is, for many subscriptions may begin there. */
    private Position head;

    /** @param head what is added first follows it */
    public KeptEntries(Position head, LogBounds bounds, InstantSource clock) {
        this.head = head;
        this.bounds = bounds;
        this.clock = clock;
        entries.startBehind(head.offset());
    }

    /**
     * The changes with rows as bytes, so that they can be added.
     *
     * @throws org.snorky.protocol.ProtocolException if a row holds what could not be read again
     */
    public static List<Change> encoded(List<Change> changes) {
        return changes.stream().map(KeptEntries::encoded).toList();
    }

    private static Change encoded(Change change) {
        return change instanceof Delta delta ? delta.withRows(Row::encoded) : change;
    }

    /** Estimated bytes that changes take here; their rows are to be encoded. */
    public static long sizeOf(List<Change> changes) {
        long size = 0;
        for (Change change : changes) {
            size += RowSize.of(change);
        }
        return size;
    }

    /**
     * Adds changes behind the head, and gives them in their places.
     *
     * @param changes with encoded rows
     * @param appendedAt not before that of any change added before
     */
    public List<LogEntry> add(List<Change> changes, Instant appendedAt) {
        List<LogEntry> added = new ArrayList<>(changes.size());
        synchronized (lock) {
            for (Change change : changes) {
                LogEntry entry = new LogEntry(new Position(head.epoch(), head.offset() + 1), change, appendedAt);
                entries.add(entry, RowSize.of(change));
                added.add(entry);
                head = entry.position();
            }
            cut(appendedAt);
        }
        return added;
    }

    /** Forgets all entries; what is added next follows this position. */
    public void startBehind(Position position) {
        synchronized (lock) {
            while (!entries.isEmpty()) {
                entries.removeFirst();
            }
            entries.startBehind(position.offset());
            head = position;
        }
    }

    private void cut(Instant now) {
        Instant oldest = now.minus(bounds.age());
        while (!entries.isEmpty()
                && (entries.size() > bounds.entries()
                        || entries.bytes() > bounds.bytes()
                        || entries.first().appendedAt().isBefore(oldest))) {
            entries.removeFirst();
        }
    }

    /**
     * As {@link DeltaLog#readAfter}.
     *
     * @throws PositionLostException if not everything behind the position is kept
     */
    public List<LogEntry> readAfter(Position position, int limit) {
        synchronized (lock) {
            cut(clock.instant());
            if (!position.epoch().equals(head.epoch())
                    || position.offset() > entries.lastOffset()
                    || position.offset() < entries.lastOffset() - entries.size()) {
                throw new PositionLostException();
            }
            return entries.after(position.offset(), limit);
        }
    }

    /** The position behind the entry that was added last. */
    public Position head() {
        synchronized (lock) {
            return head;
        }
    }

    @Override
    public int entryCount() {
        synchronized (lock) {
            return entries.size();
        }
    }

    @Override
    public long byteCount() {
        synchronized (lock) {
            return entries.bytes();
        }
    }

    @Override
    public LogBounds bounds() {
        return bounds;
    }
}
