package org.snorky.spring.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.SnorkyBackend;

/** Neither a server that is away nor a crash loses, doubles or reorders anything. */
abstract class InterruptionContract extends OutboxTopic {

    InterruptionContract(DataSource database) {
        super(database);
    }

    @Nested
    class WhileTheServerIsAway {

        @Test
        void triesTheSameBatchAgainAndLetsNothingOvertake() throws Exception {
            server.fail(new IllegalStateException("away"));
            commit("Task", 1);
            Outbox outbox = started();
            await().until(() -> server.attempts().size() >= 3);
            commit("Task", 2);
            assertThat(outbox.relay().problem()).isEqualTo("away");
            server.fail(null);
            awaitEmpty(outbox);

            assertThat(server.told()).containsExactly("Task 1", "Task 2");
            assertThat(server.attempts().subList(0, 3))
                    .allMatch(attempt -> attempt.equals(server.attempts().get(0)));
            await().until(() -> outbox.relay().problem() == null);
        }

        @Test
        void parksNothingForAWrongKey() throws Exception {
            server.fail(new ProtocolException("Invalid key", ErrorCode.INVALID_KEY));
            commit("Task", 1);
            Outbox outbox = started();
            await().until(() -> server.attempts().size() >= 2);
            server.fail(null);
            awaitEmpty(outbox);

            assertThat(server.told()).containsExactly("Task 1");
        }

        @Test
        void holdsNoLock() throws Exception {
            server.fail(new IllegalStateException("away"));
            commit("Task", 1);
            Outbox outbox = started();
            await().until(() -> outbox.relay().failures() >= 2);

            RelayLock other = new RelayLock(dataSource, table);
            await().until(() -> other.tryLock()
                    .map(held -> {
                        held.close();
                        return true;
                    })
                    .orElse(false));
        }
    }

    @Nested
    class AfterACrash {

        @Test
        void betweenClaimAndDeletionTheNextInstanceRepeatsTheSameBatch() throws Exception {
            commit("Task", 1);
            OutboxBatch claimed = store().next().orElseThrow();
            server.publish(new SnorkyBackend.DeltaBatch(
                    claimed.id(), ChangesJson.read(claimed.rows().get(0).changes())));
            commit("Task", 2);
            awaitEmpty(started());

            assertThat(server.told()).containsExactly("Task 1", "Task 2");
            assertThat(server.attempts())
                    .extracting(SnorkyBackend.DeltaBatch::batchId)
                    .filteredOn(claimed.id()::equals)
                    .hasSize(2);
        }

        @Test
        void answersThatGotLostDoubleNothing() throws Exception {
            server.loseAnswers(true);
            commit("Task", 1);
            Outbox outbox = started();
            await().until(() -> server.attempts().size() >= 3);
            server.loseAnswers(false);
            awaitEmpty(outbox);

            assertThat(server.told()).containsExactly("Task 1");
        }

        @Test
        void theLockIsFree() throws Exception {
            RelayLock lock = new RelayLock(dataSource, table);
            try (RelayLock.Held held = lock.tryLock().orElseThrow()) {
                assertThat(held.isValid()).isTrue();
                assertThat(new RelayLock(dataSource, table).tryLock()).isEmpty();
            }
            try (RelayLock.Held again =
                    new RelayLock(dataSource, table).tryLock().orElseThrow()) {
                assertThat(again.isValid()).isTrue();
            }
        }
    }
}
