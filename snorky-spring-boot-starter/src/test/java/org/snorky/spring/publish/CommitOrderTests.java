package org.snorky.spring.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;

class CommitOrderTests {

    private final List<String> left = new ArrayList<>();
    private final CommitOrder order = new CommitOrder(changes -> left.addAll(changes.models()));

    /** Whatever happened, nothing may be left behind. */
    @AfterEach
    void leavesNoLaneBehind() {
        assertThat(order.lanesTaken()).isZero();
    }

    private CommitOrder.Ticket take(Object... rows) {
        Set<RowKey> keys =
                Arrays.stream(rows).map(row -> new RowKey("Task", row)).collect(Collectors.toSet());
        return order.take(keys);
    }

    private void commit(CommitOrder.Ticket ticket, String name) {
        Delta delta = new Delta.Insert(name, WireJson.mapper().createObjectNode());
        order.committed(ticket, CommittedChanges.of(List.of(delta)));
    }

    @Test
    void holdsBackWhatOvertookTheTransactionBeforeIt() {
        CommitOrder.Ticket first = take(1);
        CommitOrder.Ticket second = take(1);

        commit(second, "second");
        assertThat(left).isEmpty();

        commit(first, "first");
        assertThat(left).containsExactly("first", "second");
    }

    @Test
    void letsTransactionsWithoutCommonRowsGo() {
        CommitOrder.Ticket slow = take(1);
        CommitOrder.Ticket fast = take(2);

        commit(fast, "fast");
        assertThat(left).containsExactly("fast");

        commit(slow, "slow");
    }

    @Test
    void waitsForTheTransactionBeforeOneThatRolledBack() {
        CommitOrder.Ticket first = take(1);
        CommitOrder.Ticket rolledBack = take(1);
        CommitOrder.Ticket third = take(1);

        order.withdrawn(rolledBack);
        commit(third, "third");
        assertThat(left).isEmpty();

        commit(first, "first");
        assertThat(left).containsExactly("first", "third");
    }

    @Test
    void waitsForAllRowsOfATransaction() {
        CommitOrder.Ticket one = take(1);
        CommitOrder.Ticket two = take(2);
        CommitOrder.Ticket both = take(1, 2);

        commit(both, "both");
        commit(one, "one");
        assertThat(left).containsExactly("one");

        commit(two, "two");
        assertThat(left).containsExactly("one", "two", "both");
    }

    @Test
    void letsABulkChangeWaitForAllThatMayHaveChangedTheSameRowsBefore() {
        CommitOrder.Ticket before = take(1);
        CommitOrder.Ticket bulk = order.take(Set.of(), row -> row.model().equals("Task"));
        CommitOrder.Ticket after = take(2);

        commit(bulk, "bulk");
        commit(after, "after");
        assertThat(left).containsExactly("after");

        commit(before, "before");
        assertThat(left).containsExactly("after", "before", "bulk");
    }

    @Test
    void leavesOnceThoughItWaitedForOneTransactionInTwoLanes() {
        CommitOrder.Ticket first = take(1, 2);
        CommitOrder.Ticket second = take(1, 2);

        commit(second, "second");
        commit(first, "first");

        assertThat(left).containsExactly("first", "second");
    }

    @Test
    void leavesOnceThoughItWaitedInADiamond() {
        CommitOrder.Ticket top = take(1, 2);
        CommitOrder.Ticket left1 = take(1);
        CommitOrder.Ticket right = take(2);
        CommitOrder.Ticket bottom = take(1, 2);

        commit(bottom, "bottom");
        commit(right, "right");
        commit(left1, "left");
        commit(top, "top");

        assertThat(left).hasSize(4).startsWith("top").endsWith("bottom").contains("left", "right");
    }

    @Test
    void releasesALongLaneWithoutRecursion() {
        List<CommitOrder.Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            tickets.add(take(1));
        }
        for (int i = tickets.size() - 1; i >= 0; i--) {
            commit(tickets.get(i), "t" + i);
        }

        assertThat(left).hasSize(100_000).startsWith("t0", "t1").endsWith("t99999");
    }
}
