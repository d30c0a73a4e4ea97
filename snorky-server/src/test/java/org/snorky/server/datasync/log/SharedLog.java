package org.snorky.server.datasync.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.server.position.Position;

/**
 * What several logs share, held in the test's process: each {@link #node} is the {@link DistantLog} of one process, and this
 * is what stands beyond them and can lose what it holds. What is appended reaches all nodes before the append returns, apart
 * from those that a test has made late or cut off. Safe for all threads.
 */
public final class SharedLog {

    private final List<SharedLogNode> nodes = new CopyOnWriteArrayList<>();
    private final List<List<LogEntry>> batches = new ArrayList<>();
    private final Map<String, Position> ids = new HashMap<>();
    private String epoch;
    private long floor;

    /** @param epoch letters and digits */
    public SharedLog(String epoch) {
        this.epoch = epoch;
    }

    /** The log of one more process, which knows from the start what is held. */
    public SharedLogNode node() {
        SharedLogNode node = new SharedLogNode(this);
        nodes.add(node);
        return node;
    }

    /** Loses everything and goes on in another epoch, as a store that was emptied or has failed over does. */
    public void loseEverything(String newEpoch) {
        synchronized (this) {
            batches.clear();
            ids.clear();
            epoch = newEpoch;
            floor = 0;
        }
        followAll();
    }

    /** Loses the oldest, of which only nodes that are late or cut off have not heard yet. */
    public synchronized void trim(int keptBatches) {
        while (batches.size() > keptBatches) {
            List<LogEntry> oldest = batches.remove(0);
            floor = oldest.get(oldest.size() - 1).offset();
        }
    }

    Position append(@Nullable String batchId, List<Change> changes) {
        Position end;
        synchronized (this) {
            Position known = batchId == null ? null : ids.get(batchId);
            end = known == null ? add(changes) : known;
            if (batchId != null) {
                ids.put(batchId, end);
            }
        }
        followAll();
        return end;
    }

    private Position add(List<Change> changes) {
        List<LogEntry> batch = new ArrayList<>();
        long offset = head().offset();
        for (Change change : changes) {
            batch.add(new LogEntry(new Position(epoch, ++offset), change, Instant.EPOCH));
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return new Position(epoch, offset);
    }

    private void followAll() {
        nodes.forEach(SharedLogNode::follow);
    }

    synchronized Position head() {
        if (batches.isEmpty()) {
            return new Position(epoch, floor);
        }
        List<LogEntry> newest = batches.get(batches.size() - 1);
        return newest.get(newest.size() - 1).position();
    }

    /** Behind what was trimmed. */
    synchronized Position start() {
        return new Position(epoch, floor);
    }

    /** The batch behind a position, or null where there is none, or it is not there any more. */
    synchronized @Nullable List<LogEntry> behind(Position position) {
        return position.epoch().equals(epoch)
                ? batches.stream()
                        .filter(batch -> Objects.equals(batch.get(0).position().previous(), position))
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
