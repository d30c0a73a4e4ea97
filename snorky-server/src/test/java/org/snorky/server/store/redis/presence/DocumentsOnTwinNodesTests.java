package org.snorky.server.store.redis.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.snorky.server.cursors.ClientView;
import org.snorky.server.datasync.log.UnavailableException;

class DocumentsOnTwinNodesTests extends TwinNodes {

    private static final String DOC = "doc";

    @Nested
    class WhileAllIsWell {

        @Test
        void cursorsAreSeenAtTheOtherNode() {
            ClientView ann = entered(a);
            ClientView bob = entered(b);
            long first = ann.add(DOC, 1);
            ann.move(DOC, first, 2);
            await().untilAsserted(() -> assertThat(bob.positions(DOC)).isEqualTo(Map.of(first, 2)));
            assertThat(entered(b).positions(DOC)).isEqualTo(Map.of(first, 2));
            ann.remove(DOC, first);

            await().untilAsserted(() ->
                    assertThat(bob.heard()).containsExactly("cursorAdded", "cursorUpdated", "cursorRemoved"));
            assertThat(ann.heard()).isEmpty();
        }

        @Test
        void theyGoWithWhoeverLeaves() {
            ClientView ann = entered(a);
            ClientView bob = entered(b);
            ann.add(DOC, 1);
            ann.add(DOC, 2);
            ann.exit(DOC);

            await().untilAsserted(() -> assertThat(bob.heard())
                    .containsExactly("cursorAdded", "cursorAdded", "cursorRemoved", "cursorRemoved"));
            await().untilAsserted(() -> assertThat(keys("cursors:*}:m:*")).isEmpty());
            assertThat(keys("cursors:*}:of:*")).isEmpty();
        }

        @Test
        void handlesAreGivenOnce() {
            ClientView ann = entered(a);
            ClientView bob = entered(b);
            Set<Long> given = ConcurrentHashMap.newKeySet();
            CompletableFuture.allOf(IntStream.range(0, 2)
                            .mapToObj(i -> CompletableFuture.runAsync(() -> IntStream.range(0, 20)
                                    .forEach(n -> assertThat(given.add((i == 0 ? ann : bob).add(DOC, n)))
                                            .isTrue())))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
            assertThat(given).hasSize(40);
        }
    }

    @Nested
    class WhereANodeEnds {

        @Test
        void withoutAWordItsCursorsGoAfterTheLease() {
            ClientView ann = entered(a);
            ClientView bob = entered(b);
            long handle = ann.add(DOC, 1);
            await().untilAsserted(() -> assertThat(bob.positions(DOC)).isEqualTo(Map.of(handle, 1)));
            a.kill();

            await().untilAsserted(() -> assertThat(bob.positions(DOC)).isEmpty());
            assertThat(keys("cursors:*}:of:*")).isEmpty();
        }

        /** Then it goes on under another id, with the same handles. */
        @Test
        void whichWasOnlyCutOffItsCursorsComeBack() {
            ClientView ann = entered(a);
            ClientView bob = entered(b);
            long handle = ann.add(DOC, 1);
            await().untilAsserted(() -> assertThat(bob.positions(DOC)).hasSize(1));
            String before = a.lease.node();
            a.link().link().ask("ZREM", a.link().link().keys().of("nodes", "alive"), before);
            b.documents.reap(before);

            await().untilAsserted(() -> assertThat(a.lease.node()).isNotEqualTo(before));
            await().untilAsserted(() -> assertThat(bob.positions(DOC)).isEqualTo(Map.of(handle, 1)));
            ann.move(DOC, handle, 2);
            await().untilAsserted(() -> assertThat(bob.positions(DOC)).isEqualTo(Map.of(handle, 2)));
            assertThat(ann.positions(DOC)).isEmpty();
        }
    }

    @Nested
    class WhereRedis {

        @Test
        void isEmptiedNobodyHearsOfAnythingAndAllIsThereAgain() {
            ClientView ann = entered(a);
            ClientView bob = entered(b);
            long ofAnn = ann.add(DOC, 1);
            long ofBob = bob.add(DOC, 2);
            await().untilAsserted(() -> assertThat(ann.positions(DOC)).hasSize(1));
            redis.flush();

            await().untilAsserted(
                            () -> assertThat(entered(newNode()).positions(DOC)).isEqualTo(Map.of(ofAnn, 1, ofBob, 2)));
            assertThat(ann.positions(DOC)).isEqualTo(Map.of(ofBob, 2));
            assertThat(ann.hasEverLost(ofBob)).isFalse();
            assertThat(bob.hasEverLost(ofAnn)).isFalse();
            assertThat(ann.add(DOC, 3)).isGreaterThan(ofBob);
        }

        @Test
        void isKilledAndStartedAgainAllIsThereAgain() {
            ClientView ann = entered(a);
            ClientView bob = entered(b);
            long ofAnn = ann.add(DOC, 1);
            redis.kill();
            assertThatThrownBy(() -> ann.add(DOC, 2)).isInstanceOf(UnavailableException.class);
            redis.restart();

            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(entered(b).positions(DOC)).isEqualTo(Map.of(ofAnn, 1)));
            await().ignoreExceptions().untilAsserted(() -> ann.move(DOC, ofAnn, 3));
            await().untilAsserted(() -> assertThat(bob.positions(DOC)).isEqualTo(Map.of(ofAnn, 3)));
            assertThat(bob.hasEverLost(ofAnn)).isFalse();
        }

        @Test
        void isPausedForLongerThanALeaseNoCursorGoes() {
            ClientView ann = entered(a);
            ClientView bob = entered(b);
            long handle = ann.add(DOC, 1);
            redis.pause();
            assertThatThrownBy(() -> ann.move(DOC, handle, 2)).isInstanceOf(UnavailableException.class);
            await().pollDelay(LEASE.plusMillis(500)).until(() -> true);
            redis.resume();

            await().ignoreExceptions().untilAsserted(() -> ann.move(DOC, handle, 3));
            await().untilAsserted(() -> assertThat(bob.positions(DOC)).isEqualTo(Map.of(handle, 3)));
            assertThat(bob.hasEverLost(handle)).isFalse();
            assertThat(a.lease.node()).endsWith(".0");
        }

        @Test
        void isAwayWhoLeftIsGoneLater() {
            ClientView ann = entered(a);
            ClientView bob = entered(b);
            long handle = ann.add(DOC, 1);
            await().untilAsserted(() -> assertThat(bob.positions(DOC)).isEqualTo(Map.of(handle, 1)));
            redis.pause();
            ann.exit(DOC);
            redis.resume();

            await().untilAsserted(() -> assertThat(bob.positions(DOC)).isEmpty());
        }
    }

    /** Clients of both nodes act at once while nodes are taken for dead and Redis is emptied: in the end all know the same. */
    @RepeatedTest(3)
    void everyViewIsTheDocumentInTheEnd() {
        List<ClientView> clients = new ArrayList<>();
        IntStream.range(0, 6).forEach(i -> clients.add(entered(i % 2 == 0 ? a : b)));
        CompletableFuture<Void> acting = CompletableFuture.allOf(clients.stream()
                .map(client -> CompletableFuture.runAsync(() -> act(client)))
                .toArray(CompletableFuture<?>[]::new));
        a.link().link().ask("ZREM", a.link().link().keys().of("nodes", "alive"), a.lease.node());
        await().until(() -> a.lease.node().endsWith(".1"));
        b.documents.reap(a.link().link().node() + ".0");
        redis.flush();
        acting.join();

        await().atMost(LEASE.multipliedBy(5)).untilAsserted(() -> {
            Map<Long, Integer> there = new TreeMap<>();
            clients.forEach(client -> there.putAll(client.own(DOC)));
            assertThat(entered(b).positions(DOC)).isEqualTo(there);
            for (ClientView client : clients) {
                Map<Long, Integer> known = client.positions(DOC);
                known.putAll(client.own(DOC));
                assertThat(known).isEqualTo(there);
            }
        });
    }

    private static void act(ClientView client) {
        Random random = new Random();
        for (int step = 0; step < 80; step++) {
            List<Long> mine = List.copyOf(client.own(DOC).keySet());
            try {
                if (mine.size() < 3) {
                    client.add(DOC, random.nextInt(1000));
                } else if (random.nextInt(4) == 0) {
                    client.remove(DOC, mine.get(0));
                } else {
                    client.move(DOC, mine.get(random.nextInt(mine.size())), random.nextInt(1000));
                }
            } catch (UnavailableException comingBack) {
                // Nothing was done; the next step is another.
            }
        }
    }

    private ClientView entered(PresenceNode node) {
        ClientView client = new ClientView(node.documents());
        client.enter(DOC);
        return client;
    }
}
