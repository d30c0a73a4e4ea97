package org.snorky.spring.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.WireJson;
import org.snorky.spring.publish.CommittedChanges;

/** What is committed is sent in its order, and forgotten. */
abstract class SendingContract extends OutboxTopic {

    SendingContract(DataSource database) {
        super(database);
    }

    @Test
    void sendsTransactionsInTheOrderOfTheirIdsAndForgetsThem() throws Exception {
        commit("Task", 1, 2);
        commit("Task", 3);
        awaitEmpty(started());

        assertThat(server.told()).containsExactly("Task 1", "Task 2", "Task 3");
        assertThat(server.batches()).hasSize(1);
        assertThat(rows()).isZero();
    }

    @Test
    void keepsWhatGoesIntoABatchBounded() throws Exception {
        for (int i = 0; i < OutboxStore.MAX_ROWS + 1; i++) {
            commit("Task", i);
        }
        awaitEmpty(started());

        assertThat(server.batches()).extracting(List::size).containsExactly(OutboxStore.MAX_ROWS, 1);
    }

    @Test
    void countsBytesToo() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (Connection connection = dataSource.getConnection()) {
                Change large = new Delta.Insert(
                        "Large",
                        WireJson.mapper()
                                .createObjectNode()
                                .put("id", i)
                                .put("text", "x".repeat((int) OutboxStore.MAX_BYTES / 2 - 1_000)));
                writer.write(connection, CommittedChanges.of(List.of(large)));
            }
        }
        awaitEmpty(started());

        assertThat(server.batches()).extracting(List::size).containsExactly(2, 1);
    }

    @Test
    void sendsWhatBecomesVisibleLate() throws Exception {
        Outbox outbox = started();
        try (Connection late = dataSource.getConnection()) {
            late.setAutoCommit(false);
            write(late, "Late", 1);
            commit("Task", 2);
            await().until(() -> server.told().contains("Task 2"));
            late.commit();
            late.setAutoCommit(true);
        }
        awaitEmpty(outbox);

        assertThat(server.told()).containsExactly("Task 2", "Late 1");
    }

    @Test
    void tellsInvalidationsAsTheyAre() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            writer.write(connection, CommittedChanges.of(List.of(Invalidation.ofModel("Task"))));
        }
        awaitEmpty(started());

        assertThat(server.told()).containsExactly("fetch Task");
    }

    @Test
    void canHaveAnotherName() throws Exception {
        create(new OutboxTable("other_outbox"));
        create(new OutboxTable("other_outbox"));

        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM other_outbox_lock", Integer.class))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM other_outbox", Integer.class))
                .isZero();
    }
}
