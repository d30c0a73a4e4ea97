package org.snorky.spring.publish;

/**
 * Lets committed changes leave by a queue in memory: a ticket before the commit keeps their order.
 *
 * <p>What is not sent when the process dies is lost with it.
 */
public final class QueueingPublisher implements ChangePublisher {

    private final long maxBytes;
    private final CommitOrder order;

    public QueueingPublisher(DeltaQueue queue) {
        this.maxBytes = queue.maxBytes();
        this.order = new CommitOrder(queue::offer);
    }

    @Override
    public ChangeSet begin() {
        return new ChangeSet(maxBytes);
    }

    /** Writes nothing: memory is all there is. */
    @Override
    public void write(ChangeSet changes, TransactionConnection connection) {}

    @Override
    public void aboutToCommit(ChangeSet changes) {
        if (changes.ticket() == null) {
            changes.ticket(
                    changes.invalidates()
                            ? order.take(changes.rows(), changes::invalidates)
                            : order.take(changes.rows()));
        }
    }

    /** Of a transaction with unknown outcome, clients must fetch again what it may have changed. */
    @Override
    public void completed(ChangeSet changes, Outcome outcome) {
        switch (outcome) {
            case COMMITTED -> leave(changes, watched(changes.gathered()));
            case ROLLED_BACK -> withdraw(changes);
            case UNKNOWN -> leave(changes, changes.gathered().asInvalidations());
        }
    }

    @Override
    public void publishNow(ChangeSet changes, TransactionConnection connection) {
        completed(changes, Outcome.COMMITTED);
    }

    private void leave(ChangeSet changes, CommittedChanges load) {
        aboutToCommit(changes);
        CommitOrder.Ticket ticket = changes.ticket();
        if (ticket != null) {
            order.committed(ticket, load);
        }
    }

    private static CommittedChanges watched(CommittedChanges load) {
        PositionWatch watch = PositionWatch.current();
        if (watch == null || load.isEmpty()) {
            return load;
        }
        watch.expect();
        return load.watchedBy(watch);
    }

    private void withdraw(ChangeSet changes) {
        CommitOrder.Ticket ticket = changes.ticket();
        if (ticket != null) {
            order.withdrawn(ticket);
        }
    }
}
