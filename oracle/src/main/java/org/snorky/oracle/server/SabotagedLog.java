package org.snorky.oracle.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.position.Position;

/**
 * A log that breaks one of its promises, by order.
 *
 * <p>It may be read while something is appended, as every log: whoever is told of an append may read under a lock of his own.
 */
class SabotagedLog implements DeltaLog {

    private final DeltaLog honest;
    private @Nullable Batch heldBack;
    private volatile Sabotage sabotage = Sabotage.NONE;

    SabotagedLog(DeltaLog honest) {
        this.honest = honest;
    }

    private record Batch(@Nullable String id, List<Change> changes) {}

    synchronized void commit(Sabotage order) {
        release();
        sabotage = order;
    }

    final Sabotage sabotage() {
        return sabotage;
    }

    @Override
    public synchronized Position append(@Nullable String batchId, List<Change> changes) {
        return switch (sabotage) {
            case NONE, GAP_ON_ACQUIRE, BREAKS_UNTOLD -> honest.append(batchId, changes);
            case NEW_ROW_ONLY ->
                honest.append(
                        batchId, changes.stream().map(SabotagedLog::newRowOnly).toList());
            case ORDER_INVERTED -> appendInverted(new Batch(batchId, changes));
        };
    }

    private Position appendInverted(Batch batch) {
        List<Change> backwards = new ArrayList<>(batch.changes);
        Collections.reverse(backwards);
        if (heldBack == null) {
            heldBack = new Batch(batch.id, backwards);
            return honest.head();
        }
        Position position = honest.append(batch.id, backwards);
        release();
        return position;
    }

    private void release() {
        if (heldBack != null) {
            honest.append(heldBack.id, heldBack.changes);
            heldBack = null;
        }
    }

    private static Change newRowOnly(Change change) {
        return change instanceof Delta.Update update ? new Delta.Insert(update.model(), update.newData()) : change;
    }

    @Override
    public List<LogEntry> readAfter(Position position, int limit) {
        List<LogEntry> read = honest.readAfter(position, limit);
        return sabotage == Sabotage.GAP_ON_ACQUIRE && read.size() > 1 ? read.subList(1, read.size()) : read;
    }

    @Override
    public Position head() {
        return honest.head();
    }

    @Override
    public void tail(Tail listener) {
        honest.tail(listener);
    }
}
