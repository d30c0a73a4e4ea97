package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** What of acquiring needs time, identity or limits, which the wire examples cannot show. */
class AcquisitionTests {

    private final TestServer server = new TestServer();

    @Nested
    class Time {

        @Test
        void aTokenThatNobodyAcquiresDies() {
            String token = authorize();
            server.advance(Duration.ofSeconds(119));
            assertThat(acquire(server.connect(), token, "")).isEqualTo("response");

            String late = authorize();
            server.advance(Duration.ofSeconds(120));
            assertThat(acquire(server.connect(), late, "")).isEqualTo("no_such_subscription");
        }

        @Test
        void anAcquiredSubscriptionLivesAsLongAsItsSession() {
            TestClient client = server.connect();
            acquire(client, authorize(), "");
            server.advance(Duration.ofDays(30));
            publish(1);

            assertThat(client.next().get("type").stringValue()).isEqualTo("delta");
        }

        @Test
        void aPlainSubscriptionEndsWithItsSession() {
            String token = authorize();
            TestClient client = server.connect();
            acquire(client, token, "");
            client.disconnect();

            assertThat(acquire(server.connect(), token, "")).isEqualTo("no_such_subscription");
            assertThat(server.dataSync.store().size()).isZero();
        }

        @Test
        void aResumableSubscriptionOutlivesItsSessionByTheWindow() {
            String token = authorize();
            TestClient client = server.connect();
            acquire(client, token, ",\"position\":null");
            client.disconnect();
            server.advance(Duration.ofMinutes(4));
            TestClient again = server.connect();
            assertThat(acquire(again, token, ",\"position\":null")).isEqualTo("response");
            again.disconnect();
            server.advance(Duration.ofMinutes(5));

            assertThat(acquire(server.connect(), token, ",\"position\":null")).isEqualTo("no_such_subscription");
        }

        @Test
        void aQuietSubscriptionIsToldItsPosition() {
            TestClient quiet = server.connect();
            TestClient plain = server.connect();
            acquire(
                    quiet,
                    server.dataSync
                            .authorize(List.of(new SubscriptionItem("PlayersByColor", StringNode.valueOf("red"))), null)
                            .token(),
                    ",\"position\":null");
            acquire(plain, authorize(), "");
            publish(1);
            plain.all();

            server.dataSync.tellPositions();
            assertThat(quiet.all().toString()).isEqualTo("[{\"type\":\"position\",\"position\":\"e1-1\"}]");
            server.dataSync.tellPositions();
            assertThat(quiet.all()).isEmpty();
            assertThat(plain.all()).isEmpty();
        }
    }

    @Nested
    class Identity {

        private final String token =
                server.dataSync.authorize(items(), StringNode.valueOf("ann")).token();

        @Test
        void onlyTheOneItIsForMayAcquire() {
            assertThat(acquire(server.connect(), token, "")).isEqualTo("no_such_subscription");
            assertThat(acquire(as("bob"), token, "")).isEqualTo("no_such_subscription");
            assertThat(acquire(as("ann"), token, "")).isEqualTo("response");
        }

        @Test
        void nobodyElseTakesItOver() {
            TestClient ann = as("ann");
            acquire(ann, token, ",\"position\":null");
            TestClient bob = as("bob");

            assertThat(acquire(bob, token, ",\"position\":null")).isEqualTo("no_such_subscription");
            assertThat(acquire(server.connect(), token, ",\"position\":null")).isEqualTo("no_such_subscription");
            assertOnlyAnnHasIt(ann, bob);
        }

        /** A position that is lost cancels a subscription; a stranger's must not. */
        @Test
        void nobodyElseEndsItByAPosition() {
            TestClient ann = as("ann");
            acquire(ann, token, ",\"position\":null");
            TestClient bob = as("bob");

            assertThat(acquire(bob, token, ",\"position\":\"other-1\"")).isEqualTo("no_such_subscription");
            assertOnlyAnnHasIt(ann, bob);
        }

        @Test
        void nobodyElseResumesIt() {
            TestClient first = as("ann");
            acquire(first, token, ",\"position\":null");
            first.disconnect();
            TestClient bob = as("bob");
            assertThat(acquire(bob, token, ",\"position\":\"e1-0\"")).isEqualTo("no_such_subscription");

            TestClient second = as("ann");
            assertThat(acquire(second, token, ",\"position\":\"e1-0\"")).isEqualTo("response");
            assertOnlyAnnHasIt(second, bob);
        }

        @Test
        void nobodyElseCancelsIt() {
            TestClient ann = as("ann");
            acquire(ann, token, ",\"position\":null");
            TestClient bob = as("bob");
            TestClient secondOfAnn = as("ann");

            for (TestClient other : List.of(bob, secondOfAnn)) {
                assertThat(other.call("datasync", "cancelSubscription", "{\"token\":\"%s\"}".formatted(token))
                                .path("code")
                                .asString())
                        .isEqualTo("no_such_subscription");
            }
            assertOnlyAnnHasIt(ann, bob);
        }

        private void assertOnlyAnnHasIt(TestClient ann, TestClient bob) {
            publish(1);
            assertThat(ann.all())
                    .singleElement()
                    .extracting(message -> message.get("type").stringValue())
                    .isEqualTo("delta");
            assertThat(bob.all()).isEmpty();
        }

        private TestClient as(String name) {
            return server.connect(new RecordingSession(StringNode.valueOf(name)));
        }
    }

    @Nested
    class Limits {

        @Test
        void aClientMayHoldSoMany() {
            TestClient client = server.connect();
            for (int i = 0; i < 10; i++) {
                assertThat(acquire(client, authorize(), "")).isEqualTo("response");
            }

            assertThat(acquire(client, authorize(), "")).isEqualTo("too_many_subscriptions");
            assertThat(acquire(server.connect(), authorize(), "")).isEqualTo("response");
        }

        @Test
        void aReplayThatWouldNotFitIsRefusedWhole() {
            String token = authorize();
            for (int i = 0; i < 100; i++) {
                publish(i);
            }
            TestClient small = server.connect(new RecordingSession().withCapacity(1000));

            assertThat(acquire(small, token, "")).isEqualTo("position_lost");
            assertThat(small.all()).isEmpty();
            assertThat(server.dataSync.store().size()).isZero();
        }
    }

    @Nested
    class Ending {

        @Test
        void takingOverTellsTheOneThatHadIt() {
            String token = authorize();
            TestClient first = server.connect();
            acquire(first, token, ",\"position\":null,\"tag\":\"t\"");
            acquire(server.connect(), token, ",\"position\":null");

            assertThat(first.next()).isEqualTo(json("""
                    {"type":"resync","token":"%s","tag":"t","reason":"taken_over"}""".formatted(token)));
        }

        @Test
        void aBackendThatCancelsEndsDeliveryAndTellsWhoCanUnderstand() {
            TestClient resumable = server.connect();
            TestClient plain = server.connect();
            String first = authorize();
            String second = authorize();
            acquire(resumable, first, ",\"position\":null");
            acquire(plain, second, "");
            server.dataSync.cancel(first);
            server.dataSync.cancel(second);
            server.dataSync.cancel("unknown");
            publish(1);

            assertThat(resumable.all()).singleElement().isEqualTo(json("""
                    {"type":"resync","token":"%s","reason":"cancelled"}""".formatted(first)));
            assertThat(plain.all()).isEmpty();
        }
    }

    private String authorize() {
        return server.dataSync.authorize(items(), null).token();
    }

    private static List<SubscriptionItem> items() {
        return List.of(new SubscriptionItem("AllTasks", NullNode.getInstance()));
    }

    private void publish(int id) {
        server.dataSync.publish(new DeltaBatch(
                null,
                List.of(new Delta.Insert(
                        "Task", WireJson.mapper().createObjectNode().put("id", id)))));
    }

    /** Acquires, and gives the type of the answer or the code of the failure. */
    private static String acquire(TestClient client, String token, String more) {
        JsonNode answer = client.call("datasync", "acquireSubscription", "{\"token\":\"%s\"%s}".formatted(token, more));
        return answer.path("code").asString(answer.get("type").stringValue());
    }

    private static JsonNode json(String json) {
        return WireJson.mapper().readTree(json);
    }
}
