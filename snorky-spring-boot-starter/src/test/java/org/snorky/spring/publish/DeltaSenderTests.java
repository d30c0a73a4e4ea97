package org.snorky.spring.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

class DeltaSenderTests {

    private final FlakyServer server = new FlakyServer();
    private final StaleModels stale = new StaleModels();
    private DeltaQueue queue = new DeltaQueue(100, 100_000, stale);
    private BatchDelivery delivery = new BatchDelivery(server, stale, queue);
    private @Nullable DeltaSender sender;

    @AfterEach
    void stop() {
        if (sender != null) {
            sender.stop();
        }
    }

    private void start() {
        start(Duration.ofSeconds(5));
    }

    private void start(Duration drainTime) {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), new Random(1));
        sender = new DeltaSender(queue, delivery, backoff, drainTime);
        sender.start();
    }

    private void commit(int... ids) {
        commitTo("Task", ids);
    }

    private void commitTo(String model, int... ids) {
        List<Delta> deltas = new ArrayList<>();
        for (int id : ids) {
            deltas.add(
                    new Delta.Insert(model, WireJson.mapper().createObjectNode().put("id", id)));
        }
        queue.offer(CommittedChanges.of(deltas));
    }

    private void awaitEmpty() {
        await().until(queue::isEmpty);
    }

    private void bound(int maxDeltas, long maxBytes) {
        queue = new DeltaQueue(maxDeltas, maxBytes, stale);
        delivery = new BatchDelivery(server, stale, queue);
    }

    @Test
    void sendsEachTransactionInOrder() {
        start();
        commit(1, 2);
        commit(3);
        awaitEmpty();

        assertThat(server.ids()).containsExactly(1, 2, 3);
        assertThat(delivery.sent()).isEqualTo(3);
    }

    @Nested
    class WhileTheServerIsAway {

        @Test
        void triesTheSameBatchUnderTheSameIdUntilItIsTaken() {
            server.fail(new IllegalStateException("away"));
            commit(1);
            start();
            await().until(() -> delivery.failures() >= 3);
            commit(2);
            assertThat(delivery.problem()).isEqualTo("away");
            server.fail(null);
            awaitEmpty();

            assertThat(server.ids()).containsExactly(1, 2);
            assertThat(server.attempts).hasSizeGreaterThan(3);
            assertThat(server.attempts.subList(0, 4))
                    .extracting(SnorkyBackend.DeltaBatch::batchId)
                    .allMatch(id -> id.equals(server.attempts.get(0).batchId()));
            assertThat(server.attempts.get(0).changes()).hasSize(1);
            assertThat(delivery.problem()).isNull();
        }

        @Test
        void keepsWaitingWhenTheKeyIsWrong() {
            server.fail(new ProtocolException("Invalid key", ErrorCode.INVALID_KEY));
            commit(1);
            start();
            await().until(() -> delivery.failures() >= 2);
            server.fail(null);
            awaitEmpty();

            assertThat(server.ids()).containsExactly(1);
            assertThat(delivery.refused()).isZero();
        }

        @Test
        void dropsWhatNoLongerFitsAndSaysWhatIsStale() {
            bound(3, 100_000);
            commit(1, 2);
            commitTo("Other", 3, 4);
            commit(5);
            assertThat(stale.all()).containsOnlyKeys("Other");
            start();
            awaitEmpty();

            assertThat(server.ids()).containsExactly(1, 2, 5);
            assertThat(queue.dropped()).isEqualTo(2);
        }

        @Test
        void countsBytesToo() {
            bound(100, 100);
            commit(1);
            commit(2);

            assertThat(queue.size()).isEqualTo(1);
            assertThat(stale.all()).containsOnlyKeys("Task");
        }

        @Test
        void makesClientsFetchAgainWhatWasDroppedBehindWhatWasQueuedBefore() {
            bound(2, 100_000);
            server.fail(new IllegalStateException("away"));
            commit(1);
            commitTo("Lost", 2, 3);
            commitTo("Lost", 4, 5);
            commit(6);
            start();
            await().until(() -> delivery.failures() >= 1);
            assertThat(server.told()).isEmpty();
            server.fail(null);
            awaitEmpty();

            assertThat(server.told()).containsExactly("Task 1", "fetch Lost", "Task 6");
            assertThat(stale.all()).isEmpty();
        }

        @Test
        void keepsWhatIsToBeFetchedAgainHoweverLittleRoomThereIs() {
            bound(1, 100);
            server.fail(new IllegalStateException("away"));
            commit(1);
            queue.offer(CommittedChanges.of(
                    List.of(Invalidation.ofItem(new SubscriptionItem("Mine", IntNode.valueOf(7))))));
            for (int i = 0; i < 100; i++) {
                commitTo("Lost" + i % 3, i);
            }
            server.fail(null);
            start();
            awaitEmpty();

            assertThat(server.told())
                    .containsExactly("Task 1", "fetch Mine 7", "fetch Lost0", "fetch Lost1", "fetch Lost2");
        }
    }

    @Nested
    class ARefusal {

        @Test
        void ofOneTransactionDoesNotTakeOthersDown() {
            server.refuse("Bad");
            commit(1);
            commitTo("Bad", 2);
            commit(3);
            start();
            awaitEmpty();

            assertThat(server.ids()).containsExactly(1, 3);
            assertThat(delivery.refused()).isEqualTo(1);
        }

        @Test
        void makesClientsFetchAgain() {
            server.refuse("Bad");
            commitTo("Bad", 2);
            commit(3);
            start();
            awaitEmpty();

            assertThat(server.told()).containsExactly("Task 3", "fetch Bad");
            assertThat(stale.all()).isEmpty();
        }

        @Test
        void ofTheWishToFetchAgainStaysInHealth() {
            server.refuseInvalidations = true;
            queue.offer(CommittedChanges.of(List.of(Invalidation.ofModel("Task"))));
            start();
            awaitEmpty();

            assertThat(server.told()).isEmpty();
            assertThat(stale.all()).containsOnlyKeys("Task");
        }

        @Test
        void isNotMixedUpWithAnOutageInTheMiddle() {
            server.refuse("Bad");
            server.failOnce(3);
            commit(1);
            commitTo("Bad", 2);
            commit(3);
            start();
            awaitEmpty();

            assertThat(server.ids()).containsExactly(1, 3);
        }
    }

    @Nested
    class Stopping {

        @Test
        void sendsWhatIsQueued() {
            start();
            for (int i = 0; i < 50; i++) {
                commit(i);
            }
            sender.stop();

            assertThat(server.ids()).hasSize(50);
        }

        @Test
        void givesUpWhenTheTimeIsOver() {
            server.fail(new IllegalStateException("away"));
            start(Duration.ofMillis(50));
            commit(1);
            sender.stop();

            assertThat(sender.isRunning()).isFalse();
            assertThat(queue.size()).isEqualTo(1);
        }

        @Test
        void refusesWhatComesLater() {
            start();
            sender.stop();
            commit(1);

            assertThat(queue.dropped()).isEqualTo(1);
            assertThat(stale.all()).containsOnlyKeys("Task");
        }

        @Test
        void canBeStartedAgain() {
            start();
            sender.stop();
            sender.start();
            commit(1);
            awaitEmpty();

            assertThat(server.ids()).containsExactly(1);
        }
    }

    /** A server that is away or refuses at will. */
    private static final class FlakyServer implements SnorkyBackend {

        private final List<DeltaBatch> attempts = new CopyOnWriteArrayList<>();
        private final List<Change> taken = new CopyOnWriteArrayList<>();
        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        private volatile @Nullable String refused;
        private volatile boolean refuseInvalidations;
        private volatile int failOnAttempt = -1;

        void fail(@Nullable RuntimeException with) {
            failure.set(with);
        }

        void failOnce(int attempt) {
            failOnAttempt = attempt;
        }

        void refuse(String model) {
            refused = model;
        }

        List<Integer> ids() {
            return taken.stream()
                    .filter(Delta.class::isInstance)
                    .map(delta -> ((Delta.Insert) delta).data().path("id").intValue())
                    .toList();
        }

        List<String> told() {
            return taken.stream().map(FlakyServer::text).toList();
        }

        private static String text(Change change) {
            if (change instanceof Invalidation.Model invalidation) {
                return "fetch " + invalidation.model();
            }
            if (change instanceof Invalidation.Item invalidation) {
                return "fetch " + invalidation.item().dealer() + " "
                        + invalidation.item().query();
            }
            Delta.Insert insert = (Delta.Insert) change;
            return insert.model() + " " + insert.data().path("id");
        }

        @Override
        public String publish(DeltaBatch batch) {
            attempts.add(batch);
            RuntimeException thrown = failure.get();
            if (thrown != null) {
                throw thrown;
            }
            if (attempts.size() == failOnAttempt) {
                throw new IllegalStateException("away once");
            }
            if (batch.changes().stream()
                    .anyMatch(change ->
                            change instanceof Delta delta && delta.model().equals(refused))) {
                throw new ProtocolException("model must be string", ErrorCode.INVALID_MODEL);
            }
            if (refuseInvalidations && batch.changes().stream().anyMatch(Invalidation.class::isInstance)) {
                throw new ProtocolException("Invalid delta type", ErrorCode.INVALID_DELTA_TYPE);
            }
            taken.addAll(batch.changes());
            return "p" + taken.size();
        }

        @Override
        public Authorization authorize(List<SubscriptionItem> items, @Nullable JsonNode identity) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean cancel(String token) {
            return false;
        }

        @Override
        public int revoke(Revocation revocation, boolean empty) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void publish(JsonNode channel, JsonNode message) {}
    }
}
