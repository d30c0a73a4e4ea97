package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.protocol.Delta;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;
import org.snorky.server.service.Connection;
import org.snorky.server.session.SlowSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

class PositionWaitsTests {

    private static final String AWAIT =
            "{\"service\":\"datasync\",\"message\":{\"command\":\"awaitPosition\",\"params\":{\"position\":\"%s\"},\"callId\":%d}}";

    private final TestServer server = new TestServer();
    private final TestClient client = server.connect();

    private static String acquisition(TestServer server) {
        String token = server.dataSync
                .authorize(List.of(new SubscriptionItem("AllTasks", NullNode.getInstance())), null)
                .token();
        return "{\"service\":\"datasync\",\"message\":{\"command\":\"acquireSubscription\",\"params\":{\"token\":\"%s\",\"position\":null},\"callId\":0}}"
                .formatted(token);
    }

    private static String publish(TestServer server, int id) {
        Delta insert =
                new Delta.Insert("Task", WireJson.mapper().createObjectNode().put("id", id));
        return server.dataSync.publish(new DeltaBatch(null, List.of(insert))).toString();
    }

    private void follow() {
        client.send(acquisition(server));
        client.all();
    }

    private void await(String position, int callId) {
        client.send(AWAIT.formatted(position, callId));
    }

    private static String summary(JsonNode message) {
        return switch (message.get("type").asString()) {
            case "delta" -> message.get("position").asString();
            case "error" ->
                message.get("callId").asInt() + " " + message.get("code").asString();
            default -> message.get("callId").asInt() + " " + message.get("data");
        };
    }

    private List<String> heard() {
        return client.all().stream().map(PositionWaitsTests::summary).toList();
    }

    @Test
    void endAtOnceWhereEverythingHasBeenQueued() {
        follow();
        String position = publish(server, 1);
        await(position, 1);

        assertThat(heard()).containsExactly("e1-1", "1 null");
        assertThat(server.dataSync.waits().count()).isZero();
    }

    @Test
    void endForAClientWithoutSubscriptionsToo() {
        await(publish(server, 1), 1);

        assertThat(heard()).containsExactly("1 null");
    }

    @Test
    void endBehindTheDeltaThatTheyWaitFor() {
        follow();
        await("e1-2", 1);
        publish(server, 1);
        publish(server, 2);
        publish(server, 3);

        assertThat(heard()).containsExactly("e1-1", "e1-2", "1 null", "e1-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"e0-0", "e2-1", "", "nonsense", "e1-", "e1-x"})
    void failForAPositionOfAnotherEpochOrNone(String position) {
        await(position, 1);

        assertThat(heard()).containsExactly("1 position_lost");
        assertThat(server.dataSync.waits().count()).isZero();
    }

    @Test
    void failInTime() {
        await("e1-1", 1);
        server.advance(Duration.ofSeconds(9));
        await("e1-2", 2);
        server.dataSync.expireWaits();
        assertThat(heard()).isEmpty();

        server.advance(Duration.ofSeconds(1));
        server.dataSync.expireWaits();

        assertThat(heard()).containsExactly("1 timeout");
        assertThat(server.dataSync.waits().count()).isEqualTo(1);
        publish(server, 1);
        publish(server, 2);
        assertThat(heard()).containsExactly("2 null");
    }

    @Test
    void areBoundedForEachClient() {
        IntStream.range(0, 4).forEach(i -> await("e1-9", i));
        assertThat(heard()).containsExactly("3 too_many_waits");

        TestClient other = server.connect();
        other.send(AWAIT.formatted("e1-9", 1));
        assertThat(other.all()).isEmpty();

        server.advance(Duration.ofSeconds(10));
        server.dataSync.expireWaits();
        client.all();
        await("e1-9", 5);
        assertThat(heard()).isEmpty();
    }

    @Test
    void endWithTheirSession() {
        await("e1-1", 1);
        client.disconnect();
        assertThat(server.dataSync.waits().count()).isZero();

        publish(server, 1);
        server.advance(Duration.ofMinutes(1));
        server.dataSync.expireWaits();
        assertThat(heard()).isEmpty();
    }

    @Nested
    class OfASlowClient {

        private final SlowSession session = new SlowSession(300, 1 << 20);
        private final Connection connection = server.connect(session);

        private List<String> read(int count) {
            return session.read(count).stream().map(PositionWaitsTests::summary).toList();
        }

        private void fallBehind() {
            connection.receive(acquisition(server));
            session.readAll();
            IntStream.rangeClosed(1, 10).forEach(id -> publish(server, id));
        }

        @Test
        void endWhenItsBacklogHasLeft() {
            fallBehind();
            connection.receive(AWAIT.formatted("e1-1", 1));
            connection.receive(AWAIT.formatted("e1-10", 2));

            assertThat(Stream.generate(() -> read(1)).limit(12).flatMap(List::stream))
                    .containsSubsequence("e1-1", "1 null")
                    .endsWith("e1-10", "2 null");
        }

        @Test
        void countUntilItHasThoughTheyFailedBefore() {
            fallBehind();
            IntStream.range(0, 3).forEach(i -> connection.receive(AWAIT.formatted("e1-10", i)));
            server.advance(Duration.ofSeconds(10));
            server.dataSync.expireWaits();
            connection.receive(AWAIT.formatted("e1-10", 3));

            assertThat(session.readAll().stream().map(PositionWaitsTests::summary))
                    .contains("0 timeout", "1 timeout", "2 timeout", "3 too_many_waits")
                    .doesNotContain("0 null");
            assertThat(server.dataSync.waits().count()).isZero();
        }
    }

    @Test
    void endBehindTheirDeltasHoweverManyPublishAndWait() throws Exception {
        int publications = 400;
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            TestServer busy = new TestServer(pool, 10_000, true, true);
            List<TestClient> clients = Stream.generate(busy::connect).limit(4).toList();
            clients.forEach(each -> each.send(acquisition(busy)));
            List<CompletableFuture<Void>> publishers = IntStream.range(0, 4)
                    .mapToObj(publisher -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < publications / 4; i++) {
                            String position = publish(busy, i);
                            int offset = Integer.parseInt(position.substring(3));
                            clients.get(publisher).send(AWAIT.formatted(position, offset));
                            clients.get((publisher + 1) % 4).send(AWAIT.formatted("e1-" + (offset + 2), offset + 2));
                        }
                    }))
                    .toList();
            publishers.forEach(CompletableFuture::join);
            publish(busy, 0);
            publish(busy, 0);

            for (TestClient each : clients) {
                List<String> all = new ArrayList<>();
                Awaitility.await().until(() -> {
                    each.all().forEach(message -> all.add(summary(message)));
                    return all.size() == 1 + publications + 2 + publications / 2;
                });
                Set<String> had = new HashSet<>();
                for (String message : all) {
                    assertThat(message.endsWith(" null") ? had : Set.of(message))
                            .contains(message.endsWith(" null") ? "e1-" + message.replace(" null", "") : message);
                    had.add(message);
                }
            }
            assertThat(busy.dataSync.waits().count()).isZero();
        } finally {
            pool.shutdownNow();
        }
    }
}
