package org.snorky.server.datasync;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.Withdrawal;
import org.snorky.server.datasync.log.DistantLog;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.position.Position;

/** A log that keeps something to itself, so that a test can show that it would find that. */
final class DeafLog implements DistantLog {

    private final DistantLog log;
    private final boolean breaks;
    private final boolean withdrawals;

    private DeafLog(DistantLog log, boolean breaks, boolean withdrawals) {
        this.log = log;
        this.breaks = breaks;
        this.withdrawals = withdrawals;
    }

    static UnaryOperator<DistantLog> ofBreaks() {
        return log -> new DeafLog(log, true, false);
    }

    static UnaryOperator<DistantLog> ofWithdrawals() {
        return log -> new DeafLog(log, false, true);
    }

    @Override
    public void breaks(BreakListener listener) {
        if (!breaks) {
            log.breaks(listener);
        }
    }

    @Override
    public void tail(Tail listener) {
        log.tail(entries -> listener.appended(
                withdrawals
                        ? entries.stream()
                                .filter(entry -> !(entry.change() instanceof Withdrawal))
                                .toList()
                        : entries));
    }

    @Override
    public Position append(@Nullable String batchId, List<Change> changes) {
        return log.append(batchId, changes);
    }

    @Override
    public List<LogEntry> readAfter(Position position, int limit) {
        return log.readAfter(position, limit);
    }

    @Override
    public Position head() {
        return log.head();
    }

    @Override
    public CompletionStage<Position> whenReached(Position position) {
        return log.whenReached(position);
    }

    @Override
    public @Nullable String trouble() {
        return log.trouble();
    }
}
