package org.snorky.spring.outbox;

import org.snorky.spring.publish.ChangePublisher;
import org.snorky.spring.publish.ChangeSet;
import org.snorky.spring.publish.CommittedChanges;
import org.snorky.spring.publish.PositionWatch;
import org.snorky.spring.publish.TransactionConnection;

/**
 * Keeps changes in the database, as part of the transactions that make them, and wakes the relay after the commit.
 *
 * <p>A transaction's outcome needs no further thought, since the outbox's row shares it.
 */
final class OutboxPublisher implements ChangePublisher {

    private final OutboxWriter writer;
    private final OutboxRelay relay;
    private final SentPositions positions;
    private final long maxBytes;

    /** @param maxBytes how much of one transaction's rows is kept, as JSON; of more, clients are made to fetch again */
    OutboxPublisher(OutboxWriter writer, OutboxRelay relay, SentPositions positions, long maxBytes) {
        this.writer = writer;
        this.relay = relay;
        this.positions = positions;
        this.maxBytes = maxBytes;
    }

    @Override
    public ChangeSet begin() {
        return new ChangeSet(maxBytes);
    }

    @Override
    public void write(ChangeSet changes, TransactionConnection connection) {
        CommittedChanges gathered = changes.take();
        if (!gathered.isEmpty()) {
            connection.run(database -> watch(changes, writer.write(database, gathered)));
        }
    }

    private void watch(ChangeSet changes, long row) {
        PositionWatch watch = PositionWatch.current();
        if (watch != null) {
            positions.watch(row, watch);
            changes.onRollback(() -> positions.rolledBack(row));
        }
    }

    @Override
    public void aboutToCommit(ChangeSet changes) {}

    /** What was published too late to be kept by the transaction is not lost either: clients fetch it. */
    @Override
    public void completed(ChangeSet changes, Outcome outcome) {
        CommittedChanges late = changes.take();
        if (outcome != Outcome.ROLLED_BACK && !late.isEmpty()) {
            relay.invalidate(late);
        }
        if (outcome == Outcome.ROLLED_BACK) {
            changes.rolledBack();
        } else {
            relay.wake();
        }
    }

    @Override
    public void publishNow(ChangeSet changes, TransactionConnection connection) {
        write(changes, connection);
        relay.wake();
    }
}
