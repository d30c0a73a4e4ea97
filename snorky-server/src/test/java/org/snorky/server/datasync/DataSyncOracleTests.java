package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.snorky.protocol.Delta;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Subscribers that come and resume while writers publish end up equal to their query on the table.
 *
 * <p>Each writer owns some rows and keeps the table before it publishes, as a transaction would. A subscriber authorises,
 * takes the query's result, then acquires; what it holds in the end must be the query's result of the end, and no delta
 * may come twice or out of order.
 */
class DataSyncOracleTests {

    private static final int WRITERS = 3;
    private static final int ROWS = 12;
    private static final int CHANGES = 2000;
    private static final int SUBSCRIBERS = 40;

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final TestServer server = new TestServer(pool, 1_000_000, true, true);
    private final AtomicReferenceArray<JsonNode> table = new AtomicReferenceArray<>(WRITERS * ROWS);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @RepeatedTest(3)
    void everySubscriberEndsUpEqualToItsQuery() {
        List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> write(writer)))
                .toList();
        Random random = new Random(7);
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            subscribers.add(new Subscriber(random.nextInt(3)));
            Subscriber flapping = subscribers.get(random.nextInt(subscribers.size()));
            flapping.reconnect();
        }
        writers.forEach(CompletableFuture::join);

        for (Subscriber subscriber : subscribers) {
            await().untilAsserted(() -> assertThat(subscriber.read()).isEqualTo(query(subscriber.level)));
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(1)).pollDelay(Duration.ZERO);
    }

    private void write(int writer) {
        Random random = new Random(writer);
        for (int change = 0; change < CHANGES; change++) {
            int row = writer * ROWS + random.nextInt(ROWS);
            JsonNode before = table.get(row);
            JsonNode after = random.nextInt(5) == 0
                    ? null
                    : WireJson.mapper()
                            .createObjectNode()
                            .put("id", row)
                            .put("level", random.nextInt(3))
                            .put("n", change);
            table.set(row, after);
            if (before != null || after != null) {
                server.dataSync.publish(new DeltaBatch(null, List.of(delta(before, after))));
            }
        }
    }

    private static Delta delta(JsonNode before, JsonNode after) {
        if (before == null) {
            return new Delta.Insert("Task", after);
        }
        return after == null ? new Delta.Delete("Task", before) : new Delta.Update("Task", after, before);
    }

    private Map<Integer, JsonNode> query(int level) {
        Map<Integer, JsonNode> rows = new TreeMap<>();
        for (int row = 0; row < table.length(); row++) {
            JsonNode data = table.get(row);
            if (data != null && data.get("level").intValue() == level) {
                rows.put(row, data);
            }
        }
        return rows;
    }

    private final class Subscriber {

        private final int level;
        private final String token;
        private final Map<Integer, JsonNode> rows;
        private TestClient client;
        private String position;
        private long lastOffset;

        Subscriber(int level) {
            this.level = level;
            this.token = server.dataSync
                    .authorize(
                            List.of(new SubscriptionItem(
                                    "FilteredTasks",
                                    WireJson.mapper()
                                            .createArrayNode()
                                            .add("==")
                                            .add("level")
                                            .add(IntNode.valueOf(level)))),
                            null)
                    .token();
            this.rows = query(level);
            this.client = server.connect();
            acquire("null");
        }

        void reconnect() {
            read();
            await().until(() -> {
                read();
                return position != null;
            });
            client.disconnect();
            read();
            client = server.connect();
            acquire("\"" + position + "\"");
        }

        private void acquire(String from) {
            client.send("""
                    {"service":"datasync","message":{"command":"acquireSubscription","callId":1,
                     "params":{"token":"%s","position":%s}}}""".formatted(token, from));
        }

        Map<Integer, JsonNode> read() {
            client.all().forEach(this::receive);
            return rows;
        }

        private void receive(JsonNode message) {
            if (message.get("type").stringValue().equals("response")) {
                position = message.get("data").get("position").stringValue();
                return;
            }
            assertThat(message.get("type").stringValue()).isEqualTo("delta");
            position = message.get("position").stringValue();
            long offset = Long.parseLong(position.substring(position.indexOf('-') + 1));
            assertThat(offset).isGreaterThan(lastOffset);
            lastOffset = offset;
            apply((ObjectNode) message.get("delta"));
        }

        private void apply(ObjectNode delta) {
            JsonNode row = delta.has("newData") ? delta.get("newData") : delta.get("data");
            if (delta.get("type").stringValue().equals("delete")) {
                rows.remove(row.get("id").intValue());
            } else {
                rows.put(row.get("id").intValue(), row);
            }
        }
    }
}
