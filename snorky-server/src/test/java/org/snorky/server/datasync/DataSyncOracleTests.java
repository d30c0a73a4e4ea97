package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.Revocation;
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
 * may come twice or out of order, or after it was told to fetch again.
 *
 * <p>Now and then a writer changes rows without deltas, as a bulk statement would, and invalidates; or subscriptions are
 * revoked. A subscriber begins anew only when it is told so, by a resync or by a failing acquisition: one that was
 * forgotten would keep the old rows.
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
            if (random.nextInt(4) == 0) {
                revoke(random, subscribers);
            }
        }
        writers.forEach(CompletableFuture::join);

        allEndUpEqual(subscribers);
        changeInBulk(new Random(8), 0, null);
        allEndUpEqual(subscribers);
        assertThat(subscribers).allSatisfy(subscriber -> assertThat(subscriber.told)
                .containsAnyOf("invalidated", "position_lost", "no_such_subscription"));
    }

    private void allEndUpEqual(List<Subscriber> subscribers) {
        for (Subscriber subscriber : subscribers) {
            await().untilAsserted(() -> assertThat(subscriber.read()).isEqualTo(query(subscriber.level)));
        }
    }

    private void revoke(Random random, List<Subscriber> subscribers) {
        Subscriber any = subscribers.get(random.nextInt(subscribers.size()));
        server.dataSync.revoke(
                random.nextBoolean() ? new Revocation.OfToken(any.token) : new Revocation.OfItem(item(any.level)),
                false);
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(1)).pollDelay(Duration.ZERO);
    }

    private void write(int writer) {
        Random random = new Random(writer);
        for (int change = 0; change < CHANGES; change++) {
            if (random.nextInt(100) == 0) {
                changeInBulk(random, writer, random.nextBoolean() ? random.nextInt(3) : null);
            }
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

    /** Changes a writer's rows of one level, which stay there, or all of its rows; nobody is told which. */
    private void changeInBulk(Random random, int writer, @Nullable Integer ofLevel) {
        for (int row = writer * ROWS; row < (writer + 1) * ROWS; row++) {
            JsonNode data = table.get(row);
            if (data != null && (ofLevel == null || data.get("level").intValue() == ofLevel)) {
                table.set(
                        row,
                        ((ObjectNode) data.deepCopy())
                                .put("level", ofLevel == null ? random.nextInt(3) : ofLevel)
                                .put("n", -random.nextInt(CHANGES)));
            }
        }
        Change invalidation = ofLevel == null ? Invalidation.ofModel("Task") : Invalidation.ofItem(item(ofLevel));
        server.dataSync.publish(new DeltaBatch(null, List.of(invalidation)));
    }

    private static SubscriptionItem item(int level) {
        return new SubscriptionItem(
                "FilteredTasks",
                WireJson.mapper().createArrayNode().add("==").add("level").add(IntNode.valueOf(level)));
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
        private final Map<Integer, JsonNode> rows = new TreeMap<>();
        private final Set<String> told = new HashSet<>();
        private TestClient client = server.connect();
        private String token = "";
        private @Nullable String position;
        private long lastOffset;
        private int begun;
        private boolean mustBegin;

        Subscriber(int level) {
            this.level = level;
            begin();
        }

        private void begin() {
            mustBegin = false;
            begun++;
            token = server.dataSync.authorize(List.of(item(level)), null).token();
            rows.clear();
            rows.putAll(query(level));
            position = null;
            acquire("null");
        }

        void reconnect() {
            await().until(() -> {
                read();
                return position != null;
            });
            client.disconnect();
            client.all().forEach(this::receive);
            client = server.connect();
            if (mustBegin) {
                begin();
            } else {
                acquire("\"" + position + "\"");
            }
        }

        private void acquire(String from) {
            client.send("""
                    {"service":"datasync","message":{"command":"acquireSubscription","callId":%d,
                     "params":{"token":"%s","position":%s,"tag":"%d"}}}""".formatted(begun, token, from, begun));
        }

        Map<Integer, JsonNode> read() {
            client.all().forEach(this::receive);
            if (mustBegin) {
                begin();
            }
            return rows;
        }

        private void receive(JsonNode message) {
            switch (message.get("type").stringValue()) {
                case "delta" -> receiveDelta(message);
                case "resync" -> end(message.get("tag").stringValue(), message.get("reason"));
                case "error" -> end(message.get("callId").toString(), message.get("code"));
                default -> {
                    if (isCurrent(message.get("callId").toString())) {
                        goOnTo(message.get("data").get("position").stringValue());
                    }
                }
            }
        }

        /** Deltas that follow the position of an answer may overtake it. */
        private void goOnTo(String answered) {
            if (position == null || offset(answered) > offset(position)) {
                position = answered;
            }
        }

        private static long offset(String position) {
            return Long.parseLong(position.substring(position.indexOf('-') + 1));
        }

        private boolean isCurrent(String tag) {
            return !mustBegin && tag.equals(String.valueOf(begun));
        }

        private void end(String tag, JsonNode reason) {
            if (isCurrent(tag)) {
                mustBegin = true;
                told.add(reason.stringValue());
            }
        }

        private void receiveDelta(JsonNode message) {
            assertThat(isCurrent(message.at("/delta/tag").stringValue())).isTrue();
            position = message.get("position").stringValue();
            long offset = offset(position);
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
