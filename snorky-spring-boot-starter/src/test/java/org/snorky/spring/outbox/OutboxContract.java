package org.snorky.spring.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.WireJson;
import org.snorky.spring.publish.Backoff;
import org.snorky.spring.publish.CommittedChanges;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the outbox does on every database. */
abstract class OutboxContract {

    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    private final RecordingServer server = new RecordingServer();
    private final OutboxTable table = new OutboxTable("snorky_outbox");
    private final List<OutboxRelay> relays = new ArrayList<>();
    private DataSource dataSource;
    private OutboxWriter writer;
    private JdbcTemplate jdbc;

    /** An empty database. */
    abstract DataSource newDatabase();

    @BeforeEach
    void createTables() throws Exception {
        dataSource = newDatabase();
        jdbc = new JdbcTemplate(dataSource);
        writer = new OutboxWriter(table, () -> NOW);
        create(table);
    }

    private void create(OutboxTable named) throws Exception {
        OutboxSchema schema = new OutboxSchema(dataSource, named, DatabaseInitializationMode.ALWAYS);
        schema.setResourceLoader(new DefaultResourceLoader());
        schema.afterPropertiesSet();
    }

    @AfterEach
    void stop() {
        relays.forEach(OutboxRelay::stop);
    }

    private OutboxStore store() {
        return new OutboxStore(new OutboxDatabase(dataSource), table, writer, () -> NOW);
    }

    /** An instance of the application, as far as the outbox goes. */
    private Outbox instance() {
        Outbox outbox = Outbox.in(
                dataSource,
                table,
                server,
                () -> NOW,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), new Random(1)),
                100_000,
                Duration.ofMillis(20),
                Duration.ofSeconds(5));
        relays.add(outbox.relay());
        return outbox;
    }

    private Outbox started() {
        Outbox outbox = instance();
        outbox.relay().start();
        return outbox;
    }

    private void commit(String model, int... ids) {
        try (Connection connection = dataSource.getConnection()) {
            write(connection, model, ids);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void write(Connection connection, String model, int... ids) throws SQLException {
        List<Change> changes = new ArrayList<>();
        for (int id : ids) {
            changes.add(
                    new Delta.Insert(model, WireJson.mapper().createObjectNode().put("id", id)));
        }
        writer.write(connection, CommittedChanges.of(changes));
    }

    private static void awaitEmpty(Outbox outbox) throws InterruptedException {
        assertThat(outbox.relay().awaitEmpty(Duration.ofMinutes(1).toNanos())).isTrue();
    }

    private int rows() {
        return jdbc.queryForObject("SELECT COUNT(*) FROM snorky_outbox", Integer.class);
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

    @Nested
    class SeveralInstances {

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

    @Nested
    class ARefusedTransaction {

        @Test
        void isParkedAloneAndItsModelsAreFetchedAgain() throws Exception {
            server.refuseModel("Bad");
            commit("Task", 1);
            commit("Bad", 2);
            commit("Task", 3);
            Outbox outbox = started();
            awaitEmpty(outbox);

            assertThat(server.told()).containsExactly("Task 1", "Task 3", "fetch Bad");
            assertThat(outbox.parked().first(10)).singleElement().satisfies(parked -> {
                assertThat(parked.models()).containsExactly("Bad");
                assertThat(parked.problem()).isEqualTo("Not this one (invalid_model at /0)");
                assertThat(parked.attempts()).isEqualTo(1);
                assertThat(parked.createdAt()).isEqualTo(NOW);
                assertThat(parked.parkedAt()).isEqualTo(NOW);
            });
            assertThat(outbox.gauge().level()).isEqualTo(new OutboxLevel(0, 1, Duration.ZERO));
        }

        @Test
        void canBeSentAgainAndIsNotTrustedThen() throws Exception {
            server.refuseModel("Bad");
            commit("Bad", 2);
            Outbox outbox = started();
            awaitEmpty(outbox);
            server.refuse(change -> false);
            long id = outbox.parked().first(10).get(0).id();

            assertThat(outbox.parked().resend(id)).isTrue();
            awaitEmpty(outbox);

            assertThat(server.told()).containsExactly("fetch Bad", "Bad 2", "fetch Bad");
            assertThat(outbox.parked().find(id)).isEmpty();
            assertThat(outbox.parked().resend(id)).isFalse();
        }

        @Test
        void isParkedAgainIfItIsRefusedAgain() throws Exception {
            server.refuseModel("Bad");
            commit("Bad", 2);
            Outbox outbox = started();
            awaitEmpty(outbox);
            outbox.parked().resend(outbox.parked().first(10).get(0).id());
            awaitEmpty(outbox);

            assertThat(outbox.parked().first(10))
                    .singleElement()
                    .extracting(ParkedTransaction::attempts)
                    .isEqualTo(2);
        }

        @Test
        void canBeDiscarded() throws Exception {
            server.refuseModel("Bad");
            commit("Bad", 2);
            Outbox outbox = started();
            awaitEmpty(outbox);
            long id = outbox.parked().first(10).get(0).id();

            assertThat(outbox.parked().discard(id)).isTrue();
            assertThat(outbox.parked().discard(id)).isFalse();
            assertThat(rows()).isZero();
        }

        @Test
        void thatOnlyInvalidatesIsParkedWithoutEnd() throws Exception {
            server.refuse(Invalidation.class::isInstance);
            commit("Task", 1);
            try (Connection connection = dataSource.getConnection()) {
                writer.write(connection, CommittedChanges.of(List.of(Invalidation.ofModel("Task"))));
            }
            Outbox outbox = started();
            awaitEmpty(outbox);

            assertThat(server.told()).containsExactly("Task 1");
            assertThat(outbox.parked().first(10)).hasSize(1);
        }

        @Test
        void isOneThatCannotBeRead() throws Exception {
            commit("Task", 1);
            commit("Broken", 2);
            jdbc.update("UPDATE snorky_outbox SET changes = 'nonsense' WHERE models = '[\"Broken\"]'");
            Outbox outbox = started();
            awaitEmpty(outbox);

            assertThat(server.told()).containsExactly("Task 1", "fetch Broken");
            assertThat(outbox.parked().first(10))
                    .singleElement()
                    .extracting(ParkedTransaction::problem)
                    .asString()
                    .contains("is not what Snorky wrote");
        }
    }
}
