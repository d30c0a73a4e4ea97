package org.snorky.spring.publish;

import java.util.Set;

/**
 * Takes change sets through the end of their transactions: a ticket before the commit, the queue after it.
 *
 * <p>{@link #aboutToCommit} and {@link #completed} never throw and never block on the server: a transaction must not
 * fail or wait because of what is told about it.
 */
public final class ChangePublisher {

    private final long maxBytes;
    private final CommitOrder order;
    private final StaleModels staleModels;

    public ChangePublisher(DeltaQueue queue, StaleModels staleModels) {
        this.maxBytes = queue.maxBytes();
        this.staleModels = staleModels;
        this.order = new CommitOrder(queue::offer);
    }

    /** Starts to gather the changes of a transaction. */
    public ChangeSet begin() {
        return new ChangeSet(maxBytes);
    }

    /** To be called after the transaction's last statement and before its commit, while it holds its row locks. */
    public void aboutToCommit(ChangeSet changes) {
        if (changes.ticket() == null) {
            changes.ticket(order.take(changes.rows()));
        }
    }

    /** To be called once, when the transaction's outcome is known. */
    public void completed(ChangeSet changes, Outcome outcome) {
        switch (outcome) {
            case COMMITTED -> send(changes, CommittedChanges.of(changes.deltas(), changes.staleModels()));
            case ROLLED_BACK -> withdraw(changes);
            case UNKNOWN -> {
                Set<String> models = changes.models();
                withdraw(changes);
                models.forEach(model -> staleModels.add(model, "a transaction's commit failed with unknown outcome"));
            }
        }
    }

    /** Tells changes that no transaction is responsible for. */
    public void publishNow(ChangeSet changes) {
        completed(changes, Outcome.COMMITTED);
    }

    private void send(ChangeSet changes, CommittedChanges load) {
        aboutToCommit(changes);
        CommitOrder.Ticket ticket = changes.ticket();
        if (ticket != null) {
            order.committed(ticket, load);
        }
    }

    private void withdraw(ChangeSet changes) {
        CommitOrder.Ticket ticket = changes.ticket();
        if (ticket != null) {
            order.withdrawn(ticket);
        }
    }

    /** How a transaction ended. */
    public enum Outcome {
        COMMITTED,
        ROLLED_BACK,
        /** The commit failed in a way that leaves open whether the database did it. */
        UNKNOWN
    }
}
