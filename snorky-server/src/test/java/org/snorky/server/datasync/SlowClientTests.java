package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.TestServer;
import org.snorky.server.datasync.routing.BacklogBounds;
import org.snorky.server.service.Connection;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.session.SlowSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client gets that reads slower than others write. */
class SlowClientTests {

    /** A few messages, and about a dozen rows. */
    private static final int MARK = 400;

    private static final OutboundMessage FILL =
            OutboundMessage.of("test", WireJson.mapper().createObjectNode().put("type", "fill"));

    private final TestServer server = new TestServer(1000, new BacklogBounds(10_000, 30_000));

    private final class Client {

        final SlowSession session = new SlowSession(MARK, 10 * MARK);
        final Connection connection = server.connect(session);

        String subscribe(String more, SubscriptionItem... items) {
            String token = server.dataSync.authorize(List.of(items), null).token();
            acquire(token, more);
            return token;
        }

        JsonNode acquire(String token, String more) {
            connection.receive("""
                    {"service":"datasync","message":{"command":"acquireSubscription","callId":1,
                     "params":{"token":"%s"%s}}}""".formatted(token, more));
            List<JsonNode> answer = session.readAll();
            return answer.get(answer.size() - 1);
        }

        /** Has its queue reach the mark by rows of another model. */
        void fallBehind() {
            for (int i = 0; session.offer(FILL) && i < 100; i++) {}
        }

        List<String> readAll() {
            return session.readAll().stream()
                    .filter(message -> !message.path("type").asString("").equals("fill"))
                    .map(SlowClientTests::shortForm)
                    .toList();
        }
    }

    /** {@code insert 7 a@e1-3}, or the message itself where it is no delta. */
    private static String shortForm(JsonNode message) {
        if (!message.has("delta")) {
            return message.toString();
        }
        JsonNode delta = message.get("delta");
        JsonNode row = delta.has("data") ? delta.get("data") : delta.get("newData");
        return delta.get("type").stringValue() + " " + row.get("id") + " "
                + row.get("s").stringValue() + "@" + message.get("position").stringValue();
    }

    private static SubscriptionItem all() {
        return new SubscriptionItem("AllTasks", NullNode.getInstance());
    }

    private static SubscriptionItem players() {
        return new SubscriptionItem("Player", NullNode.getInstance());
    }

    private static SubscriptionItem inList(int list) {
        return new SubscriptionItem(
                "FilteredTasks",
                WireJson.mapper().createArrayNode().add("==").add("list").add(list));
    }

    private static ObjectNode row(int id, String state) {
        return WireJson.mapper().createObjectNode().put("id", id).put("s", state);
    }

    private void insert(String model, int id) {
        publish(new Delta.Insert(model, row(id, "a")));
    }

    private void update(int id, String before, String after) {
        publish(new Delta.Update("Task", row(id, after), row(id, before)));
    }

    private void publish(Delta delta) {
        server.dataSync.publish(new DeltaBatch(null, List.of(delta)));
    }

    private void move(int id, int from, int to) {
        publish(new Delta.Update(
                "Task", row(id, "l" + to).put("list", to), row(id, "l" + from).put("list", from)));
    }

    private double metric(String name, String... tags) {
        return server.meters.get(name).tags(tags).gauge().value();
    }

    @Test
    void getsWhatTheChangesOfEachRowComeTo() {
        Client client = new Client();
        client.subscribe(",\"position\":null", all());
        client.fallBehind();
        insert("Task", 1);
        insert("Task", 2);
        update(1, "a", "b");
        update(1, "b", "c");

        assertThat(client.readAll()).containsExactly("insert 1 c@e1-1", "insert 2 a@e1-2");
        assertThat(server.meters.counter("snorky.datasync.deltas.coalesced").count())
                .isEqualTo(2);
        assertThat(metric("snorky.datasync.backlog.bytes")).isZero();
    }

    @Test
    void getsEachDeltaAgainOnceItHasCaughtUp() {
        Client client = new Client();
        client.subscribe(",\"position\":null", all());
        client.fallBehind();
        insert("Task", 1);
        client.readAll();
        update(1, "a", "b");
        update(1, "b", "c");

        assertThat(client.readAll()).containsExactly("update 1 b@e1-2", "update 1 c@e1-3");
    }

    @Test
    void getsWhatWaitsBeforeWhatComesLater() {
        Client client = new Client();
        client.subscribe(",\"position\":null", all());
        client.fallBehind();
        for (int i = 0; i < 10; i++) {
            insert("Task", i);
        }
        List<String> read = new ArrayList<>();
        while (read.size() < 12) {
            client.session.read(1).stream()
                    .filter(message -> message.has("delta"))
                    .map(SlowClientTests::shortForm)
                    .forEach(read::add);
            if (read.size() == 2) {
                insert("Task", 10 + read.size());
                update(9, "a", "b");
                read.add("now");
            }
        }

        assertThat(read)
                .endsWith("insert 8 a@e1-9", "insert 9 b@e1-10", "insert 12 a@e1-11")
                .doesNotHaveDuplicates();
    }

    @Nested
    class BeyondTheBound {

        @Test
        void fetchesTheSubscriptionAnewThatHasMostAndKeepsTheOthers() {
            Client client = new Client();
            String many = client.subscribe(",\"position\":null,\"tag\":\"t\"", all());
            String few = client.subscribe(",\"position\":null", players());
            client.fallBehind();
            insert("Player", 1);
            for (int i = 0; i < 100; i++) {
                insert("Task", i);
            }
            insert("Player", 2);

            assertThat(client.readAll())
                    .containsExactly(
                            "{\"type\":\"resync\",\"token\":\"%s\",\"tag\":\"t\",\"reason\":\"too_slow\"}"
                                    .formatted(many),
                            "insert 1 a@e1-1",
                            "insert 2 a@e1-102");
            assertThat(server.dataSync.store().find(many)).isNull();
            assertThat(server.dataSync.store().find(few)).isNotNull();
            assertThat(server.dataSync.acquiredCount()).isEqualTo(1);
        }

        @Test
        void closesAClientThatWouldNotUnderstand() {
            Client client = new Client();
            client.subscribe("", all());
            client.fallBehind();
            for (int i = 0; i < 100; i++) {
                insert("Task", i);
            }

            assertThat(client.session.closed()).isEqualTo(CloseReason.TOO_SLOW);
            assertThat(server.dataSync.store().size()).isZero();
        }

        @Test
        void ofAllClientsTogetherTheLargestGiveWay() {
            String state = "a".repeat(80);
            Client large = new Client();
            String givesWay = large.subscribe(",\"position\":null", inList(0));
            large.fallBehind();
            for (int i = 0; i < 20; i++) {
                publish(new Delta.Insert("Task", row(i, state).put("list", 0)));
            }
            assertThat(large.session.closed()).isNull();
            List<Client> small = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Client client = new Client();
                client.subscribe(",\"position\":null", inList(1));
                client.fallBehind();
                small.add(client);
            }
            publish(new Delta.Insert("Task", row(100, state).put("list", 1)));

            assertThat(server.dataSync.store().find(givesWay)).isNull();
            assertThat(metric("snorky.datasync.backlog.bytes")).isBetween(1.0, 30_000.0);
            assertThat(small).filteredOn(client -> client.readAll().size() == 1).hasSize(60);
        }

        @Test
        void takesASingleRowHoweverLarge() {
            Client client = new Client();
            client.subscribe(",\"position\":null", all());
            client.fallBehind();
            publish(new Delta.Insert("Task", row(1, "x".repeat(20_000))));

            assertThat(server.dataSync.acquiredCount()).isEqualTo(1);
        }
    }

    @Nested
    class Positions {

        @Test
        void areNotToldPastWhatWaits() {
            Client client = new Client();
            client.subscribe(",\"position\":null", all());
            client.subscribe(",\"position\":null", players());
            client.fallBehind();
            insert("Ghost", 1);
            insert("Task", 1);
            insert("Ghost", 2);
            server.dataSync.tellPositions();
            assertThat(client.readAll())
                    .containsExactly("{\"type\":\"position\",\"position\":\"e1-1\"}", "insert 1 a@e1-2");

            server.dataSync.tellPositions();
            assertThat(client.readAll()).containsExactly("{\"type\":\"position\",\"position\":\"e1-3\"}");
        }
    }

    @Nested
    class NothingFollows {

        private final Client client = new Client();
        private final String token = client.subscribe(",\"position\":null", all());

        private void holdSome() {
            client.fallBehind();
            insert("Task", 1);
            insert("Task", 2);
        }

        @Test
        void aCancellation() {
            holdSome();
            server.dataSync.cancel(token);

            assertThat(client.readAll()).singleElement().asString().contains("cancelled");
            assertThat(metric("snorky.datasync.backlog.bytes")).isZero();
        }

        @Test
        void anInvalidation() {
            holdSome();
            server.dataSync.publish(new DeltaBatch(null, List.of(Invalidation.ofModel("Task"))));

            assertThat(client.readAll()).singleElement().asString().contains("invalidated");
        }

        @Test
        void aTakeOver() {
            holdSome();
            Client other = new Client();
            other.acquire(token, ",\"position\":null");

            assertThat(client.readAll()).singleElement().asString().contains("taken_over");
        }

        @Test
        void theEndOfTheConnection() {
            holdSome();
            client.session.cut();
            client.connection.close();

            assertThat(metric("snorky.datasync.backlog.bytes")).isZero();
            assertThat(server.dataSync.store().find(token)).isNotNull();
        }

        @Test
        void theBeginOfAClosing() {
            holdSome();
            client.session.cut();
            for (int i = 0; i < 100; i++) {
                insert("Task", i);
            }

            assertThat(server.dataSync.store().find(token))
                    .as("not too slow, but gone")
                    .isNotNull();
        }
    }

    @Nested
    class SeveralItems {

        @Test
        void areOneRowWhereverItIs() {
            Client client = new Client();
            client.subscribe(",\"position\":null", inList(1), inList(2));
            client.fallBehind();
            move(1, 1, 2);
            move(1, 2, 1);
            move(2, 1, 2);
            move(2, 2, 3);

            assertThat(client.readAll()).containsExactly("update 1 l1@e1-1", "delete 2 l2@e1-3");
        }

        @Test
        void tellOfARowThatMovesThatItGoesBeforeItComesAndThePositionAtTheEnd() {
            Client client = new Client();
            client.subscribe(",\"position\":null", inList(2), inList(1));
            move(1, 1, 2);
            move(1, 2, 1);

            assertThat(client.readAll())
                    .containsExactly("delete 1 l1@e1-0", "insert 1 l2@e1-1", "delete 1 l2@e1-1", "insert 1 l1@e1-2");
        }
    }

    @Nested
    class Replays {

        private final String token =
                server.dataSync.authorize(List.of(all()), null).token();

        @Test
        void areCoalescedWhereTheyWouldNotFit() {
            insert("Task", 1);
            insert("Task", 2);
            for (int i = 0; i < 100; i++) {
                update(1, "a" + i, "a" + (i + 1));
            }
            Client client = new Client();
            client.connection.receive("""
                    {"service":"datasync","message":{"command":"acquireSubscription","callId":1,
                     "params":{"token":"%s","position":null}}}""".formatted(token));

            assertThat(client.readAll())
                    .containsExactly(
                            "insert 1 a100@e1-1",
                            "insert 2 a@e1-2",
                            "{\"type\":\"response\",\"callId\":1,\"data\":{\"position\":\"e1-102\"}}");
        }

        @Test
        void areRefusedWholeWhereTheyDoNotFitEvenThen() {
            for (int i = 0; i < 100; i++) {
                insert("Task", i);
            }

            assertThat(new Client().acquire(token, "").get("code").stringValue())
                    .isEqualTo("position_lost");
        }
    }
}
