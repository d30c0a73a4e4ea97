package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.datasync.DataSync;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** A client that stops reading from its socket for a while, beside one that goes on. */
class SlowSocketTests {

    private static RunningServer server;

    @BeforeAll
    static void startServer() {
        server = RunningServer.start(
                List.of(),
                "snorky.frontend.outbound.high-mark=64KB",
                "snorky.datasync.backlog.client-bytes=600KB",
                "snorky.frontend.outbound.send-time=1m",
                "snorky.frontend.websocket.pong-timeout=5m");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Rows by id, as the deltas of one tag make them. */
    private static final class Rows {

        final Map<Integer, JsonNode> byId = new TreeMap<>();

        void apply(JsonNode delta) {
            JsonNode row = delta.has("data") ? delta.get("data") : delta.get("newData");
            if (delta.get("type").stringValue().equals("delete")) {
                byId.remove(row.get("id").intValue());
            } else {
                byId.put(row.get("id").intValue(), row);
            }
        }
    }

    private final DataSync dataSync = server.bean(DataSync.class);
    private final Map<Integer, JsonNode> table = new TreeMap<>();
    private int count;

    private void subscribe(SocketClient client, String model) {
        String token = dataSync.authorize(List.of(new SubscriptionItem(model, NullNode.getInstance())), null)
                .token();
        client.call(
                "datasync",
                "acquireSubscription",
                "{\"token\":\"%s\",\"position\":null,\"tag\":\"%s\"}".formatted(token, model));
    }

    /** Publishes a change of one of some rows, each about 2 KB. */
    private void change(String model, int rows) {
        int id = count++ % rows;
        ObjectNode row = WireJson.mapper()
                .createObjectNode()
                .put("id", id)
                .put("n", count)
                .put("text", "x".repeat(2000));
        JsonNode before = table.put(id, row);
        dataSync.publish(new DeltaBatch(
                null, List.of(before == null ? new Delta.Insert(model, row) : new Delta.Update(model, row, before))));
    }

    @Test
    void convergesOnceItReadsAgainAndNobodyElseWaits() {
        try (SocketClient slow = SocketClient.connect(server.frontend("ws", "/ws"));
                SocketClient lively = SocketClient.connect(server.frontend("ws", "/ws"))) {
            subscribe(slow, "Task");
            subscribe(lively, "Task");
            slow.pause();
            Rows seen = new Rows();
            for (int i = 0; i < 100_000 && dataSync.backlogBytes() == 0; i++) {
                change("Task", 20);
                seen.apply(lively.next().at("/message/delta"));
            }
            assertThat(dataSync.backlogBytes()).isPositive();
            for (int i = 0; i < 2000; i++) {
                change("Task", 20);
                seen.apply(lively.next().at("/message/delta"));
            }
            assertThat(seen.byId).isEqualTo(table);

            slow.resume();
            Rows caughtUp = new Rows();
            int messages = 0;
            while (!caughtUp.byId.equals(table)) {
                caughtUp.apply(slow.next().at("/message/delta"));
                messages++;
            }
            assertThat(messages).isLessThan(count);
        }
    }

    @Test
    void fetchesOneListAnewAndKeepsTheOther() {
        try (SocketClient slow = SocketClient.connect(server.frontend("ws", "/ws"))) {
            subscribe(slow, "Order");
            subscribe(slow, "Player");
            slow.pause();
            for (int i = 0; i < 100_000 && dataSync.acquiredCount() > 1; i++) {
                change("Order", 100_000);
            }
            dataSync.publish(new DeltaBatch(
                    null,
                    List.of(new Delta.Insert(
                            "Player", WireJson.mapper().createObjectNode().put("id", 1)))));
            slow.resume();

            List<JsonNode> others = new ArrayList<>();
            while (others.size() < 2) {
                JsonNode message = slow.next().get("message");
                if (!message.at("/delta/model").asString("").equals("Order")) {
                    others.add(message);
                }
            }
            assertThat(others.get(0).get("reason").stringValue()).isEqualTo("too_slow");
            assertThat(others.get(0).get("tag").stringValue()).isEqualTo("Order");
            assertThat(others.get(1).at("/delta/tag").stringValue()).isEqualTo("Player");
            assertThat(slow.isClosed()).isFalse();
        }
    }
}
