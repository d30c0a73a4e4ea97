package org.snorky.spring.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Instances that share a table send each transaction once. */
abstract class SeveralInstancesContract extends OutboxTopic {

    SeveralInstancesContract(DataSource database) {
        super(database);
    }

    @Test
    void claimEachRowOnce() {
        commit("Task", 1);
        OutboxStore one = store();
        OutboxStore other = store();

        OutboxBatch first = one.next().orElseThrow();
        OutboxBatch second = other.next().orElseThrow();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void sendWhatAnotherLeft() throws Exception {
        Outbox idle = started();
        commit("Task", 1);

        awaitEmpty(idle);
        assertThat(server.told()).containsExactly("Task 1");
    }

    @Test
    void doNotDouble() throws Exception {
        started();
        started();
        Outbox third = started();
        for (int i = 0; i < 300; i++) {
            commit("Task", i);
            relays.get(i % 3).wake();
        }
        awaitEmpty(third);

        assertThat(server.told()).hasSize(300).doesNotHaveDuplicates();
    }
}
