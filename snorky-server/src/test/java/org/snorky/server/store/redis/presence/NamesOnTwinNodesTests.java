package org.snorky.server.store.redis.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.snorky.server.messaging.NumberedMessages.received;
import static org.snorky.server.messaging.NumberedMessages.send;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.messaging.Names;
import org.snorky.server.messaging.Names.Sending;
import org.snorky.server.messaging.Names.Taking;
import org.snorky.server.session.RecordingSession;

class NamesOnTwinNodesTests extends TwinNodes {

    private final RecordingSession ann = new RecordingSession();
    private final RecordingSession bob = new RecordingSession();

    @Nested
    class WhileAllIsWell {

        @Test
        void aNameIsHeldOnce() {
            assertThat(a.names().take(ann, "tea")).isEqualTo(Taking.TAKEN);
            assertThat(b.names().take(bob, "tea")).isEqualTo(Taking.HELD);
            assertThat(b.names().all()).containsExactly("tea");
        }

        @Test
        void aMessageReachesTheOtherNode() {
            a.names().take(ann, "ann");
            b.names().take(bob, "bob");

            assertThat(send(a.names(), ann, "ann", "bob", 1)).isEqualTo(Sending.QUEUED);
            await().untilAsserted(() -> assertThat(received(bob)).containsExactly(1));
        }

        @Test
        void aNameMovesToTheOtherNode() {
            a.names().take(ann, "them");
            b.names().take(bob, "bob");
            send(b.names(), bob, "bob", "them", 1);
            a.names().drop(ann, List.of("them"));
            assertThat(b.names().take(bob, "them")).isEqualTo(Taking.TAKEN);
            send(b.names(), bob, "bob", "them", 2);

            await().untilAsserted(() -> assertThat(received(bob)).containsExactly(2));
            await().untilAsserted(() -> assertThat(received(ann)).containsExactly(1));
        }

        @Test
        void manyMessagesComeInOrderAndOnce() {
            a.names().take(ann, "ann");
            b.names().take(bob, "bob");
            IntStream.range(0, 500).forEach(i -> send(a.names(), ann, "ann", "bob", i));

            List<Integer> all = new ArrayList<>();
            await().until(() -> {
                all.addAll(received(bob));
                return all.size() >= 500;
            });
            assertThat(all).isEqualTo(IntStream.range(0, 500).boxed().toList());
            await().untilAsserted(() -> assertThat(keys("msg}:inbox:*")).isEmpty());
        }
    }

    @Nested
    class WhereANodeEnds {

        @Test
        void withoutAWordItsNamesAreFreeAfterTheLease() {
            a.names().take(ann, "tea");
            a.kill();
            assertThat(b.names().take(bob, "tea")).isEqualTo(Taking.HELD);

            await().untilAsserted(() -> assertThat(b.names().take(bob, "tea")).isEqualTo(Taking.TAKEN));
            assertThat(keys("msg}:of:" + a.lease.node())).isEmpty();
        }

        @Test
        void withAWordTheyAreFreeSooner() {
            PresenceNode c = newNode();
            c.names().take(ann, "tea");
            await().untilAsserted(() -> assertThat(redisHasSteadyNodes()).isTrue());
            c.close();

            await().untilAsserted(() -> assertThat(b.names().isHeld("tea")).isFalse());
        }

        private boolean redisHasSteadyNodes() {
            return !keys("nodes}:alive").isEmpty();
        }
    }

    @Nested
    class WhereANodeWasTakenForDead {

        /** Its beats are not heard, as if it were cut off, while the clock of the others goes on. */
        @Test
        void itHasWhatNobodyTookMeanwhile() {
            a.names().take(ann, "tea");
            String before = a.lease.node();
            forget(before);

            await().untilAsserted(() -> assertThat(a.lease.node()).isNotEqualTo(before));
            await().untilAsserted(() -> assertThat(b.names().take(bob, "tea")).isEqualTo(Taking.HELD));
            a.names().take(ann, "ann");
            assertThat(send(a.names(), ann, "ann", "tea", 1)).isEqualTo(Sending.QUEUED);
            assertThat(ann.closed()).isNull();
        }

        @Test
        void itsClientIsClosedWhoseNameAnotherTook() {
            a.names().take(ann, "tea");
            // What a reaper and then a client of another node do while this one is away.
            a.link().link().ask("HSET", a.link().link().keys().of("msg", "names"), "tea", "another.0#s1");
            forget(a.lease.node());

            await().untilAsserted(() -> assertThat(ann.closed()).isNotNull());
            assertThat(Objects.requireNonNull(ann.closed()).code()).isEqualTo(1012);
        }

        private void forget(String node) {
            a.link().link().ask("ZREM", a.link().link().keys().of("nodes", "alive"), node);
        }
    }

    @Nested
    class WhereRedis {

        @Test
        void isEmptiedTheNamesAreThereAgain() {
            a.names().take(ann, "ann");
            b.names().take(bob, "bob");
            redis.flush();

            await().untilAsserted(() -> assertThat(b.names().all()).containsExactly("ann", "bob"));
            assertThat(send(a.names(), ann, "ann", "bob", 1)).isEqualTo(Sending.QUEUED);
            await().untilAsserted(() -> assertThat(received(bob)).containsExactly(1));
        }

        @Test
        void isKilledAndStartedAgainTheNamesAreThereAgain() {
            a.names().take(ann, "ann");
            b.names().take(bob, "bob");
            redis.kill();
            assertThatThrownBy(() -> send(a.names(), ann, "ann", "bob", 1)).isInstanceOf(UnavailableException.class);
            redis.restart();

            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(b.names().all()).containsExactly("ann", "bob"));
        }

        @Test
        void isAwayADroppedNameIsFreeLater() {
            a.names().take(ann, "tea");
            redis.pause();
            a.names().drop(ann, List.of("tea"));
            redis.resume();

            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(b.names().take(bob, "tea")).isEqualTo(Taking.TAKEN));
        }

        /** What was refused while it was away is not done when it is back. */
        @Test
        void isPausedNobodyLosesANameAndNothingComesLate() {
            a.names().take(ann, "ann");
            b.names().take(bob, "bob");
            redis.pause();
            assertThatThrownBy(() -> send(a.names(), ann, "ann", "bob", 1)).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> a.names().take(ann, "more")).isInstanceOf(UnavailableException.class);
            await().pollDelay(LEASE.plusMillis(500)).until(() -> true);
            redis.resume();

            await().ignoreExceptions().until(() -> send(a.names(), ann, "ann", "bob", 2) == Sending.QUEUED);
            await().untilAsserted(() -> assertThat(received(bob)).contains(2));
            assertThat(a.lease.node()).endsWith(".0");
            assertThat(b.lease.node()).endsWith(".0");
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(b.names().all()).containsExactly("ann", "bob"));
        }
    }

    /** Clients at both nodes that take, use and drop a few names while nodes are taken for dead. */
    @RepeatedTest(2)
    void oneHolderAtEachMomentAndOrderForEachSender() {
        Map<String, AtomicInteger> holding = new HashMap<>();
        IntStream.range(0, 3).forEach(i -> holding.put("n" + i, new AtomicInteger()));
        RecordingSession listener = new RecordingSession();
        assertThat(b.names().take(listener, "listener")).isEqualTo(Taking.TAKEN);
        List<CompletableFuture<Void>> clients = IntStream.range(0, 4)
                .mapToObj(client ->
                        CompletableFuture.runAsync(() -> act(client, client % 2 == 0 ? a.names() : b.names(), holding)))
                .toList();
        clients.forEach(CompletableFuture::join);

        List<Integer> all = new ArrayList<>();
        await().until(() -> {
            all.addAll(received(listener));
            return all.size() >= 4 * 60;
        });
        for (int i = 0; i < 4; i++) {
            int client = i;
            assertThat(all.stream().filter(n -> n / 1000 == client)).isSorted().hasSize(60);
        }
        await().untilAsserted(() -> assertThat(a.names().all()).containsExactly("listener"));
    }

    private static void act(int client, Names names, Map<String, AtomicInteger> holding) {
        Random random = new Random();
        RecordingSession session = new RecordingSession();
        int sent = 0;
        while (sent < 60) {
            String name = "n" + random.nextInt(3);
            if (names.take(session, name) == Taking.TAKEN) {
                assertThat(holding.get(name).incrementAndGet()).isEqualTo(1);
                assertThat(send(names, session, name, "listener", 1000 * client + sent++))
                        .isEqualTo(Sending.QUEUED);
                holding.get(name).decrementAndGet();
                names.drop(session, List.of(name));
            }
        }
    }
}
