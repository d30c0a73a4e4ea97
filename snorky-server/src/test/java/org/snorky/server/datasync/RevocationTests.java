package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class RevocationTests {

    private static final SubscriptionItem ALL = new SubscriptionItem("AllTasks", json("null"));
    private static final SubscriptionItem RED = new SubscriptionItem("PlayersByColor", json("\"red\""));
    private static final JsonNode ANN = StringNode.valueOf("ann");

    private final TestServer server = new TestServer();

    @Nested
    class OfWhatIsHeld {

        @Test
        void endsDeliveryAndTellsTheHolder() {
            TestClient client = server.connect();
            String token = authorize(null, ALL);
            acquire(client, token, ",\"position\":null,\"tag\":\"t\"");

            assertThat(server.dataSync.revoke(new Revocation.OfToken(token), false))
                    .isEqualTo(1);
            publish();

            assertThat(client.all()).singleElement().isEqualTo(json("""
                    {"type":"resync","token":"%s","tag":"t","reason":"revoked"}""".formatted(token)));
            assertThat(server.dataSync.acquiredCount()).isZero();
        }

        @Test
        void asksTheHolderToEmptyItsListWhereWanted() {
            TestClient client = server.connect();
            acquire(client, authorize(null, ALL), ",\"position\":null");

            server.dataSync.revoke(new Revocation.OfItem(ALL), true);

            assertThat(client.all())
                    .singleElement()
                    .extracting(message -> message.get("empty"))
                    .isEqualTo(json("true"));
        }

        @Test
        void endsDeliveryToAPlainHolderWithoutAWord() {
            TestClient plain = server.connect();
            acquire(plain, authorize(null, ALL), "");

            server.dataSync.revoke(new Revocation.OfItem(ALL), true);
            publish();

            assertThat(plain.all()).isEmpty();
        }
    }

    @Nested
    class OfWhatNobodyHolds {

        @Test
        void letsNobodyAcquireIt() {
            String token = authorize(null, ALL);

            assertThat(server.dataSync.revoke(new Revocation.OfItem(ALL), false))
                    .isEqualTo(1);

            assertThat(acquire(server.connect(), token, "")).isEqualTo("no_such_subscription");
        }

        @Test
        void letsASleepingOneNotResume() {
            TestClient client = server.connect();
            String token = authorize(null, ALL);
            acquire(client, token, ",\"position\":null");
            client.disconnect();

            server.dataSync.revoke(new Revocation.OfToken(token), false);

            assertThat(acquire(server.connect(), token, ",\"position\":\"e1-0\""))
                    .isEqualTo("no_such_subscription");
        }
    }

    @Nested
    class ByIdentity {

        @Test
        void endsAllThatWereAuthorisedForItAndNoOthers() {
            TestClient ann = server.connect(new RecordingSession(ANN));
            acquire(ann, authorize(ANN, ALL), ",\"position\":null");
            authorize(ANN, RED);
            String bobs = authorize(StringNode.valueOf("bob"), ALL);
            String anyones = authorize(null, ALL);

            assertThat(server.dataSync.revoke(new Revocation.OfIdentity(ANN), false))
                    .isEqualTo(2);

            assertThat(ann.all()).hasSize(1);
            assertThat(server.dataSync.store().find(bobs)).isNotNull();
            assertThat(server.dataSync.store().find(anyones)).isNotNull();
        }

        @Test
        void leavesWhatIsAuthorisedAfterwards() {
            server.dataSync.revoke(new Revocation.OfIdentity(ANN), false);
            String token = authorize(ANN, ALL);

            assertThat(acquire(server.connect(new RecordingSession(ANN)), token, ""))
                    .isEqualTo("response");
        }
    }

    @Nested
    class ByItem {

        @Test
        void endsSubscriptionsThatHaveItAmongOthers() {
            String both = authorize(null, ALL, RED);
            String other = authorize(null, RED);

            server.dataSync.revoke(new Revocation.OfItem(ALL), false);

            assertThat(server.dataSync.store().find(both)).isNull();
            assertThat(server.dataSync.store().find(other)).isNotNull();
        }

        @Test
        void ofAnUnknownDealerIsRefused() {
            TestServer strict = new TestServer(Runnable::run, 10, false, true);

            ProtocolException refused = catchThrowableOfType(
                    ProtocolException.class,
                    () -> strict.dataSync.revoke(
                            new Revocation.OfItem(new SubscriptionItem("AllTaskz", json("null"))), false));

            assertThat(refused.code()).isEqualTo("no_such_dealer");
            assertThat(refused.pointer()).isEqualTo("/dealer");
        }
    }

    @Nested
    class WhileClientsAcquire {

        private static final int TOKENS = 200;

        private final ExecutorService pool = Executors.newFixedThreadPool(2);

        @RepeatedTest(5)
        void leavesNothingOfItInAnyonesHands() {
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < TOKENS; i++) {
                tokens.add(authorize(ANN, ALL));
            }
            List<TestClient> clients = tokens.stream()
                    .map(token -> server.connect(new RecordingSession(ANN)))
                    .toList();

            CompletableFuture<Void> acquiring = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < TOKENS; i++) {
                            acquire(clients.get(i), tokens.get(i), ",\"position\":null");
                        }
                    },
                    pool);
            CompletableFuture<Integer> revoking = CompletableFuture.supplyAsync(
                    () -> server.dataSync.revoke(new Revocation.OfIdentity(ANN), false), pool);
            acquiring.join();

            assertThat(revoking.join()).isEqualTo(TOKENS);
            assertThat(server.dataSync.acquiredCount()).isZero();
            assertThat(server.dataSync.store().size()).isZero();
            clients.forEach(TestClient::all);
            publish();
            assertThat(clients).allSatisfy(client -> assertThat(client.all()).isEmpty());
            pool.shutdown();
        }
    }

    private String authorize(@Nullable JsonNode identity, SubscriptionItem... items) {
        return server.dataSync.authorize(List.of(items), identity).token();
    }

    /** Acquires, and gives the type of the answer or the code of the failure. */
    private static String acquire(TestClient client, String token, String more) {
        client.send("""
                {"service":"datasync","message":{"command":"acquireSubscription","callId":1,
                 "params":{"token":"%s"%s}}}""".formatted(token, more));
        JsonNode answer = client.next();
        assertThat(answer).isNotNull();
        return answer.path("code").asString(answer.get("type").stringValue());
    }

    private void publish() {
        server.dataSync.publish(new DeltaBatch(
                null,
                List.of(new Delta.Insert(
                        "Task", WireJson.mapper().createObjectNode().put("id", 1)))));
    }

    private static JsonNode json(String json) {
        return WireJson.mapper().readTree(json);
    }
}
