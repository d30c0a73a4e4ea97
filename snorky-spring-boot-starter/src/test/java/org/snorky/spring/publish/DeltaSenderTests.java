package org.snorky.spring.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

class DeltaSenderTests {

    private final FlakyServer server = new FlakyServer();
    private final StaleModels stale = new StaleModels();
    private final List<String> invalidated = new CopyOnWriteArrayList<>();
    private DeltaQueue queue = new DeltaQueue(100, 100_000, stale);
    private BatchDelivery delivery = new BatchDelivery(server, stale, Optional.empty());
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
        queue.offer(CommittedChanges.of(deltas, Set.of()));
    }

    private void awaitEmpty() {
        await().until(() -> queue.size() == 0);
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
            queue = new DeltaQueue(3, 100_000, stale);
            commit(1, 2);
            commitTo("Other", 3, 4);
            commit(5);
            start();
            awaitEmpty();

            assertThat(server.ids()).containsExactly(1, 2, 5);
            assertThat(queue.dropped()).isEqualTo(2);
            assertThat(stale.all()).containsOnlyKeys("Other");
        }

        @Test
        void countsBytesToo() {
            queue = new DeltaQueue(100, 100, stale);
            commit(1);
            commit(2);

            assertThat(queue.size()).isEqualTo(1);
            assertThat(stale.all()).containsOnlyKeys("Task");
        }

        @Test
        void tellsTheServerOfStaleModelsWhenItIsBack() {
            queue = new DeltaQueue(1, 100_000, stale);
            delivery = new BatchDelivery(server, stale, Optional.of(invalidated::add));
            server.fail(new IllegalStateException("away"));
            commit(1);
            commitTo("Lost", 2);
            start();
            await().until(() -> delivery.failures() >= 1);
            assertThat(invalidated).isEmpty();
            server.fail(null);
            awaitEmpty();
            await().until(() -> !invalidated.isEmpty());

            assertThat(invalidated).containsExactly("Lost");
            assertThat(stale.all()).isEmpty();
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
            assertThat(stale.all()).containsOnlyKeys("Bad");
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
        private final List<Delta> taken = new CopyOnWriteArrayList<>();
        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        private volatile @Nullable String refused;
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
                    .map(delta -> ((Delta.Insert) delta).data().path("id").intValue())
                    .toList();
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
            batch.changes().forEach(change -> taken.add((Delta) change));
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
        public void publish(JsonNode channel, JsonNode message) {}
    }
}
