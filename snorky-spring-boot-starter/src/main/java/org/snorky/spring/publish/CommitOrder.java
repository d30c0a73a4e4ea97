package org.snorky.spring.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets what transactions changed leave in the order in which they committed, as far as they changed the same rows.
 *
 * <p>A transaction that learns of its commit runs on its own thread and may be overtaken between the database's commit
 * and its own next step. So the order is not taken from there:
 *
 * <ol>
 *   <li>A transaction takes its ticket after its last statement and before its commit. It then holds the database's lock
 *       on every row it changed, so whoever changes one of these rows next takes a later ticket.
 *   <li>A ticket waits for the one before it in the lane of each of its rows. All lanes are taken at once, so that
 *       tickets cannot wait for each other.
 *   <li>Once the outcome is known, the ticket's load leaves when nothing before it is left; after a rollback it leaves
 *       empty.
 * </ol>
 *
 * Transactions that share no row do not wait for each other: one that hangs in its commit holds up only its own rows,
 * whose locks it holds as well.
 *
 * <p>Safe for all threads. The exit is called one load at a time, under this object's lock, and must not block.
 */
final class CommitOrder {

    private final Map<RowKey, Ticket> lanes = new HashMap<>();
    private final Consumer<CommittedChanges> exit;

    CommitOrder(Consumer<CommittedChanges> exit) {
        this.exit = exit;
    }

    /** Takes a place in the lanes of these rows, whose locks the caller's transaction holds. */
    synchronized Ticket take(Set<RowKey> rows) {
        Ticket ticket = new Ticket(Set.copyOf(rows));
        for (RowKey row : ticket.rows) {
            Ticket before = lanes.put(row, ticket);
            if (before != null) {
                ticket.waitFor(before);
            }
        }
        return ticket;
    }

    /**
     * Takes a place in the lanes of these rows, behind all who are in other lanes now; looks at every lane.
     *
     * @param others the rows in whose lanes nobody has to wait for this ticket, though it waits there: those that its
     *     transaction may have changed without knowing which
     */
    synchronized Ticket take(Set<RowKey> rows, Predicate<RowKey> others) {
        Ticket ticket = take(rows);
        lanes.forEach((row, before) -> {
            if (others.test(row) && !ticket.rows.contains(row)) {
                ticket.waitFor(before);
            }
        });
        return ticket;
    }

    /** Ends a ticket with what its transaction committed. */
    synchronized void committed(Ticket ticket, CommittedChanges changes) {
        ticket.load = changes;
        finish(ticket);
    }

    /** Ends a ticket whose transaction changed nothing after all. */
    synchronized void withdrawn(Ticket ticket) {
        finish(ticket);
    }

    /** How many tickets have no known outcome or wait for one that has none. */
    synchronized int lanesTaken() {
        return lanes.size();
    }

    private void finish(Ticket ticket) {
        if (ticket.finished) {
            return;
        }
        ticket.finished = true;
        if (ticket.waitingFor > 0) {
            return;
        }
        Deque<Ticket> leaving = new ArrayDeque<>(List.of(ticket));
        while (!leaving.isEmpty()) {
            leave(leaving.remove(), leaving);
        }
    }

    /** Lets a ticket go, and notes which of its followers now can, each once however many lanes it waited in. */
    private void leave(Ticket ticket, Deque<Ticket> leaving) {
        ticket.rows.forEach(row -> lanes.remove(row, ticket));
        if (ticket.load != null) {
            exit.accept(ticket.load);
        }
        for (Ticket follower : ticket.followers) {
            follower.waitingFor--;
            if (follower.waitingFor == 0 && follower.finished) {
                leaving.add(follower);
            }
        }
        ticket.followers.clear();
    }

    /** A transaction's place in the lanes of its rows. */
    static final class Ticket {

        private final Set<RowKey> rows;
        private final List<Ticket> followers = new ArrayList<>();
        private int waitingFor;
        private boolean finished;
        private @Nullable CommittedChanges load;

        private Ticket(Set<RowKey> rows) {
            this.rows = rows;
        }

        private void waitFor(Ticket before) {
            before.followers.add(this);
            waitingFor++;
        }
    }
}
