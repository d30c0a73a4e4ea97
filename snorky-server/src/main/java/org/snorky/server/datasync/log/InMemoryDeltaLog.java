package org.snorky.server.datasync.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Row;
import org.snorky.server.position.Position;

/**
 * The log of a single process: its epoch ends with it.
 *
 * <p>Two locks: one makes appends, and the tail's calls, follow each other; the other guards the entries and is held for
 * moments only, so that readers, who may hold locks of their own that the tail needs, never wait for the tail.
 */
public final class InMemoryDeltaLog implements DeltaLog, LogGauge {

    private final Object appending = new Object();
    private final Object entriesLock = new Object();
    private final EntryRing entries = new EntryRing();
    private final String epoch;
    private final LogBounds bounds;
    private final InstantSource clock;
    private final Cache<String, Position> batches;

    /** Kept as it is, for many subscriptions may begin there. */
    private Position head;

    private volatile Tail tail = ignored -> {};

    /** @param epoch letters and digits, never used before */
    public InMemoryDeltaLog(String epoch, LogBounds bounds, InstantSource clock) {
        this.epoch = epoch;
        this.head = new Position(epoch, 0);
        this.bounds = bounds;
        this.clock = clock;
        this.batches = Caffeine.newBuilder()
                .maximumSize(bounds.batchIds())
                .expireAfterWrite(bounds.idempotencyWindow())
                .ticker(() -> clock.millis() * 1_000_000)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Position append(@Nullable String batchId, List<Change> changes) {
        return appendEncoded(
                batchId, changes.stream().map(InMemoryDeltaLog::encoded).toList());
    }

    /** Rows are kept as bytes, and made to be before any lock is taken. */
    private static Change encoded(Change change) {
        return change instanceof Delta delta ? delta.withRows(Row::encoded) : change;
    }

    private Position appendEncoded(@Nullable String batchId, List<Change> changes) {
        synchronized (appending) {
            Position before = batchId == null ? null : batches.getIfPresent(batchId);
            if (before != null) {
                return before;
            }
            List<LogEntry> appended = store(changes);
            Position after = head();
            if (batchId != null) {
                batches.put(batchId, after);
            }
            if (!appended.isEmpty()) {
                tail.appended(appended);
            }
            return after;
        }
    }

    private List<LogEntry> store(List<Change> changes) {
        Instant now = clock.instant();
        List<LogEntry> appended = new ArrayList<>(changes.size());
        synchronized (entriesLock) {
            for (Change change : changes) {
                LogEntry entry = new LogEntry(new Position(epoch, entries.lastOffset() + 1), change, now);
                entries.add(entry, RowSize.of(change));
                appended.add(entry);
                head = entry.position();
            }
            cut(now);
        }
        return appended;
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

    @Override
    public List<LogEntry> readAfter(Position position, int limit) {
        synchronized (entriesLock) {
            cut(clock.instant());
            if (!position.epoch().equals(epoch)
                    || position.offset() > entries.lastOffset()
                    || position.offset() < entries.lastOffset() - entries.size()) {
                throw new PositionLostException();
            }
            return entries.after(position.offset(), limit);
        }
    }

    @Override
    public Position head() {
        synchronized (entriesLock) {
            return head;
        }
    }

    @Override
    public void tail(Tail listener) {
        tail = listener;
    }

    @Override
    public int entryCount() {
        synchronized (entriesLock) {
            return entries.size();
        }
    }

    @Override
    public long byteCount() {
        synchronized (entriesLock) {
            return entries.bytes();
        }
    }

    @Override
    public LogBounds bounds() {
        return bounds;
    }
}
