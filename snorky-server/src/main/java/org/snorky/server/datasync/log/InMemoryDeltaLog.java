package org.snorky.server.datasync.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.server.position.Position;

/**
 * The log of a single process: its epoch ends with it.
 *
 * <p>Two locks: one makes appends, and the tail's calls, follow each other; the other, of {@link KeptEntries}, is held for
 * moments only, so that readers, who may hold locks of their own that the tail needs, never wait for the tail.
 */
public final class InMemoryDeltaLog implements DeltaLog, LogGauge {

    private final Object appending = new Object();
    private final KeptEntries entries;
    private final InstantSource clock;
    private final Cache<String, Position> batches;

    private volatile Tail tail = ignored -> {};

    /** @param epoch letters and digits, never used before */
    public InMemoryDeltaLog(String epoch, LogBounds bounds, InstantSource clock) {
        this.entries = new KeptEntries(new Position(epoch, 0), bounds, clock);
        this.clock = clock;
        this.batches = Caffeine.newBuilder()
                .maximumSize(bounds.batchIds())
                .expireAfterWrite(bounds.idempotencyWindow())
                .ticker(() -> clock.millis() * 1_000_000)
                .executor(Runnable::run)
                .build();
    }

    /** Rows are made to be bytes before any lock is taken. */
    @Override
    public Position append(@Nullable String batchId, List<Change> changes) {
        return appendEncoded(batchId, KeptEntries.encoded(changes));
    }

    private Position appendEncoded(@Nullable String batchId, List<Change> changes) {
        synchronized (appending) {
            Position before = batchId == null ? null : batches.getIfPresent(batchId);
            if (before != null) {
                return before;
            }
            List<LogEntry> appended = entries.add(changes, clock.instant());
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

    @Override
    public List<LogEntry> readAfter(Position position, int limit) {
        return entries.readAfter(position, limit);
    }

    @Override
    public Position head() {
        return entries.head();
    }

    @Override
    public void tail(Tail listener) {
        tail = listener;
    }

    @Override
    public int entryCount() {
        return entries.entryCount();
    }

    @Override
    public long byteCount() {
        return entries.byteCount();
    }

    @Override
    public LogBounds bounds() {
        return entries.bounds();
    }
}
