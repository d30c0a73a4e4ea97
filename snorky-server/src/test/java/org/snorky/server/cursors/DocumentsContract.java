package org.snorky.server.cursors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** What every {@link Documents} promises to the clients of one process; documents of one's own are tested by extending this. */
public abstract class DocumentsContract {

    protected static final int MAX_CURSORS = 50;

    private static final String DOC = "doc";
    private static final String OTHER = "other";

    private Documents documents;

    /** New documents, each of which may have {@link #MAX_CURSORS} cursors. */
    protected abstract Documents newDocuments();

    @BeforeEach
    void openDocuments() {
        documents = newDocuments();
    }

    @Nested
    class Entering {

        @Test
        void givesTheCursorsThere() {
            ClientView ann = entered(DOC);
            long first = ann.add(DOC, 1);
            long second = ann.add(DOC, 2);
            entered(OTHER).add(OTHER, 3);

            assertThat(entered(DOC).positions(DOC)).isEqualTo(Map.of(first, 1, second, 2));
        }

        @Test
        void givesThemAsTheyAreNow() {
            ClientView ann = entered(DOC);
            long moved = ann.add(DOC, 1);
            long removed = ann.add(DOC, 2);
            documents.update(key(DOC), moved, cursor(7));
            documents.remove(key(DOC), removed);

            assertThat(entered(DOC).positions(DOC)).isEqualTo(Map.of(moved, 7));
        }

        @Test
        void isNotDoneWhereTheAnswerFails() {
            ClientView ann = entered(DOC);
            ClientView bob = new ClientView(documents);

            assertThatThrownBy(() -> documents.enter(bob.session(), key(DOC), name(DOC), there -> {
                        throw new IllegalArgumentException("no answer");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            ann.add(DOC, 1);

            bob.enter(DOC);
            assertThat(bob.heard()).isEmpty();
            ann.exit(DOC);
            bob.exit(DOC);
            assertThat(documents.count()).isZero();
        }

        @Test
        void tellsByTheDocumentsNameAsJson() {
            JsonNode name = WireJson.mapper().readTree("{\"a\":1,\"b\":[\"ü\"]}");
            JsonNode same = WireJson.mapper().readTree("{\"b\":[\"ü\"],\"a\":1.0}");
            ClientView ann = new ClientView(documents);
            documents.enter(ann.session(), JsonKey.of(name), name, there -> {});
            documents.add(ann.session(), JsonKey.of(same), cursor(1));

            List<byte[]> there = new ArrayList<>();
            documents.enter(
                    new ClientView(documents).session(), JsonKey.of(same), same, each -> each.forEach(there::add));
            assertThat(there).hasSize(1);
            assertThat(WireJson.mapper().readTree(there.get(0)).get("document")).isEqualTo(name);
        }
    }

    @Nested
    class Changing {

        @Test
        void isToldToTheOthersThere() {
            ClientView ann = entered(DOC);
            ClientView bob = entered(DOC);
            ClientView cid = entered(OTHER);

            long handle = ann.add(DOC, 1);
            documents.update(key(DOC), handle, cursor(2));
            documents.remove(key(DOC), handle);

            await().untilAsserted(() ->
                    assertThat(bob.heard()).containsExactly("cursorAdded", "cursorUpdated", "cursorRemoved"));
            assertThat(ann.heard()).isEmpty();
            assertThat(cid.heard()).isEmpty();
        }

        @Test
        void showsPositionStatusAndOwner() {
            ClientView ann = entered(DOC);
            ClientView bob = entered(DOC);
            documents.add(ann.session(), key(DOC), new Cursor(utf8("{\"x\":[1]}"), utf8("\"ü\""), utf8("null")));

            await().untilAsserted(() -> assertThat(bob.cursors(DOC)).hasSize(1));
            JsonNode seen = bob.cursors(DOC).iterator().next();
            assertThat(seen.get("position").toString()).isEqualTo("{\"x\":[1]}");
            assertThat(seen.get("status").stringValue()).isEqualTo("ü");
            assertThat(seen.get("owner").isNull()).isTrue();
        }

        @Test
        void ofWhatIsGoneTellsNobody() {
            ClientView ann = entered(DOC);
            ClientView bob = entered(DOC);
            long handle = ann.add(DOC, 1);
            documents.remove(key(DOC), handle);
            documents.remove(key(DOC), handle);
            documents.update(key(DOC), handle, cursor(2));
            long last = ann.add(DOC, 3);

            await().untilAsserted(() -> assertThat(bob.positions(DOC)).isEqualTo(Map.of(last, 3)));
            assertThat(bob.heard()).containsExactly("cursorAdded", "cursorRemoved", "cursorAdded");
        }

        @Test
        void addsNoMoreThanThereMayBe() {
            ClientView ann = entered(DOC);
            List<Long> handles = IntStream.range(0, MAX_CURSORS)
                    .mapToObj(i -> ann.add(DOC, i))
                    .toList();

            assertThat(documents.add(ann.session(), key(DOC), cursor(1))).isEmpty();
            documents.remove(key(DOC), handles.get(0));
            assertThat(documents.add(ann.session(), key(DOC), cursor(1))).isPresent();
        }
    }

    @Nested
    class Leaving {

        @Test
        void takesTheCursorsAlong() {
            ClientView ann = entered(DOC);
            ClientView bob = entered(DOC);
            ann.add(DOC, 1);
            ann.add(DOC, 2);
            long ofBob = bob.add(DOC, 3);
            ann.exit(DOC);

            assertThat(entered(DOC).positions(DOC)).isEqualTo(Map.of(ofBob, 3));
            await().untilAsserted(() -> assertThat(bob.heard())
                    .containsExactly("cursorAdded", "cursorAdded", "cursorRemoved", "cursorRemoved"));
        }

        @Test
        void hearsNothingMore() {
            ClientView ann = entered(DOC);
            ClientView bob = entered(DOC);
            ClientView cid = entered(DOC);
            bob.exit(DOC);
            ann.add(DOC, 1);

            await().untilAsserted(() -> assertThat(cid.heard()).containsExactly("cursorAdded"));
            assertThat(bob.heard()).isEmpty();
        }

        @Test
        void leavesNothingBehindWhereItIsTheLast() {
            ClientView ann = entered(DOC);
            long before = ann.add(DOC, 1);
            ann.exit(DOC);
            assertThat(documents.count()).isZero();

            ann.enter(DOC);
            assertThat(ann.positions(DOC)).isEmpty();
            assertThat(ann.add(DOC, 1)).isGreaterThan(before);
            assertThat(documents.count()).isEqualTo(1);
        }
    }

    /** Clients that come, go and move all at once: none hears of anything that makes no sense, and in the end all know the same. */
    @RepeatedTest(3)
    void everyViewIsTheDocumentInTheEnd() {
        Set<Long> given = ConcurrentHashMap.newKeySet();
        List<ClientView> clients =
                IntStream.range(0, 6).mapToObj(i -> new ClientView(documents)).toList();
        CompletableFuture.allOf(clients.stream()
                        .map(client -> CompletableFuture.runAsync(() -> act(client, given)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();

        await().untilAsserted(() -> {
            Map<Long, Integer> there = entered(DOC).positions(DOC);
            for (ClientView client : clients) {
                Map<Long, Integer> known = client.positions(DOC);
                known.putAll(client.own(DOC));
                assertThat(known).isEqualTo(there);
            }
        });
        clients.forEach(client -> client.exit(DOC));
        assertThat(entered(DOC).positions(DOC)).isEmpty();
    }

    private static void act(ClientView client, Set<Long> given) {
        Random random = new Random();
        for (int step = 0; step < 60; step++) {
            Set<Long> mine = new HashSet<>(client.own(DOC).keySet());
            if (!client.isIn(DOC)) {
                client.enter(DOC);
            } else if (random.nextInt(15) == 0) {
                client.exit(DOC);
            } else if (mine.size() < 4 && random.nextBoolean()) {
                assertThat(given.add(client.add(DOC, random.nextInt(1000)))).isTrue();
            } else if (!mine.isEmpty()) {
                long one = mine.iterator().next();
                if (random.nextInt(4) == 0) {
                    client.remove(DOC, one);
                } else {
                    client.move(DOC, one, random.nextInt(1000));
                }
            }
        }
        if (!client.isIn(DOC)) {
            client.enter(DOC);
        }
    }

    private ClientView entered(String document) {
        ClientView client = new ClientView(documents);
        client.enter(document);
        return client;
    }

    private static JsonNode name(String document) {
        return StringNode.valueOf(document);
    }

    private static JsonKey key(String document) {
        return JsonKey.of(name(document));
    }

    private static Cursor cursor(int position) {
        return ClientView.cursor(position);
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
