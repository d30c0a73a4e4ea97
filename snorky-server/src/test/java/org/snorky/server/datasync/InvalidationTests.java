package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;
import tools.jackson.databind.JsonNode;

class InvalidationTests {

    private static final SubscriptionItem ALL = item("AllTasks", "null");
    private static final SubscriptionItem LIST_5 = item("FilteredTasks", "[\"==\",\"list\",5]");
    private static final SubscriptionItem RED = item("PlayersByColor", "\"red\"");

    private final TestServer server = new TestServer();

    @Nested
    class OfAModel {

        @Test
        void endsEverySubscriptionToItInItsPlaceAmongTheDeltas() {
            TestClient client = server.connect();
            String token = acquire(client, ",\"position\":null,\"tag\":\"t\"", ALL);

            publish(insert(1), Invalidation.ofModel("Task"), insert(2));

            List<JsonNode> got = client.all();
            assertThat(got).hasSize(2);
            assertThat(got.get(0).at("/delta/data/id").intValue()).isEqualTo(1);
            assertThat(got.get(1)).isEqualTo(json("""
                    {"type":"resync","token":"%s","tag":"t","reason":"invalidated"}""".formatted(token)));
            assertThat(server.dataSync.acquiredCount()).isZero();
            assertThat(tryToAcquire(server.connect(), token, ",\"position\":\"e1-3\""))
                    .isEqualTo("no_such_subscription");
        }

        @Test
        void leavesOtherModelsAlone() {
            TestClient client = server.connect();
            acquire(client, ",\"position\":null", RED);

            publish(Invalidation.ofModel("Task"));

            assertThat(client.all()).isEmpty();
            assertThat(server.dataSync.acquiredCount()).isEqualTo(1);
        }

        @Test
        void endsASubscriptionWithSeveralItemsOnce() {
            TestClient client = server.connect();
            acquire(client, ",\"position\":null", ALL, LIST_5, RED);

            publish(Invalidation.ofModel("Player"), Invalidation.ofModel("Task"), insert(1));

            assertThat(client.all()).hasSize(1);
        }
    }

    @Nested
    class OfAnItem {

        @Test
        void endsTheSubscriptionsThatHaveItAsJson() {
            TestClient one = server.connect();
            TestClient other = server.connect();
            acquire(one, ",\"position\":null", LIST_5);
            acquire(other, ",\"position\":null", ALL, item("FilteredTasks", "[\"==\",\"list\",6]"));

            publish(Invalidation.ofItem(item("FilteredTasks", "[\"==\",\"list\",5.0]")));

            assertThat(one.all()).singleElement().satisfies(message -> assertThat(
                            message.get("reason").stringValue())
                    .isEqualTo("invalidated"));
            assertThat(other.all()).isEmpty();
        }

        @Test
        void ofAnUnknownDealerRefusesTheBatchAndSaysWhich() {
            TestClient client = server.connect();
            acquire(client, "", ALL);
            TestServer strict = new TestServer(Runnable::run, 10, false, true);

            ProtocolException refused = catchThrowableOfType(
                    ProtocolException.class,
                    () -> strict.dataSync.publish(
                            new DeltaBatch(null, List.of(insert(1), Invalidation.ofItem(item("AllTaskz", "null"))))));

            assertThat(refused.code()).isEqualTo("no_such_dealer");
            assertThat(refused.pointer()).isEqualTo("/deltas/1/dealer");
            assertThat(strict.dataSync.log().head().offset()).isZero();
        }

        @Test
        void thatNoSubscriptionCanHaveIsRefused() {
            ProtocolException refused = catchThrowableOfType(
                    ProtocolException.class, () -> publish(Invalidation.ofItem(item("FilteredTasks", "[\"like\"]"))));

            assertThat(refused.code()).isEqualTo("invalid_filter");
            assertThat(refused.pointer()).startsWith("/deltas/0/query");
        }
    }

    @Nested
    class OfASubscriptionThatNobodyHolds {

        @Test
        void letsNobodyAcquireWhatWasAuthorisedBefore() {
            String before = authorize(ALL);
            publish(Invalidation.ofModel("Task"));
            String after = authorize(ALL);

            assertThat(tryToAcquire(server.connect(), before, "")).isEqualTo("position_lost");
            assertThat(tryToAcquire(server.connect(), before, "")).isEqualTo("no_such_subscription");
            assertThat(tryToAcquire(server.connect(), after, "")).isEqualTo("response");
        }

        @Test
        void letsASleepingOneNotResume() {
            TestClient client = server.connect();
            String token = acquire(client, ",\"position\":null", LIST_5);
            publish(insert(1));
            client.disconnect();
            publish(Invalidation.ofItem(LIST_5), insert(2));

            TestClient again = server.connect();
            assertThat(tryToAcquire(again, token, ",\"position\":\"e1-1\"")).isEqualTo("position_lost");
            assertThat(again.all()).isEmpty();
            assertThat(server.dataSync.store().size()).isZero();
        }
    }

    @Test
    void leavesAPlainHolderWhatItHas() {
        TestClient plain = server.connect();
        acquire(plain, "", ALL);

        publish(Invalidation.ofModel("Task"), insert(1));

        assertThat(plain.all()).singleElement().satisfies(message -> assertThat(
                        message.get("type").stringValue())
                .isEqualTo("delta"));
    }

    private String authorize(SubscriptionItem... items) {
        return server.dataSync.authorize(List.of(items), null).token();
    }

    private String acquire(TestClient client, String more, SubscriptionItem... items) {
        String token = authorize(items);
        assertThat(tryToAcquire(client, token, more)).isEqualTo("response");
        return token;
    }

    /** Acquires, and gives the type of the answer or the code of the failure. */
    private static String tryToAcquire(TestClient client, String token, String more) {
        JsonNode answer = client.call("datasync", "acquireSubscription", "{\"token\":\"%s\"%s}".formatted(token, more));
        return answer.path("code").asString(answer.get("type").stringValue());
    }

    private void publish(Change... changes) {
        server.dataSync.publish(new DeltaBatch(null, List.of(changes)));
    }

    private static Delta insert(int id) {
        return new Delta.Insert(
                "Task", WireJson.mapper().createObjectNode().put("id", id).put("list", 5));
    }

    private static SubscriptionItem item(String dealer, String query) {
        return new SubscriptionItem(dealer, json(query));
    }

    private static JsonNode json(String json) {
        return WireJson.mapper().readTree(json);
    }
}
