package org.snorky.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.actuate.SnorkyHealthIndicator;
import org.snorky.testsupport.redis.RedisServer;
import org.springframework.boot.health.contributor.Status;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Servers on one Redis are one to their clients and to the applications behind them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodesTests {

    private static final String[] SETTINGS = {
        "snorky.store=redis",
        "snorky.redis.heartbeat=200ms",
        "snorky.redis.lease=3s",
        "snorky.datasync.resume-window=60s"
    };

    private static final AtomicInteger IDS = new AtomicInteger();

    private static RedisServer redis;
    private static RunningServer a;
    private static RunningServer b;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        a = node();
        b = node();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.resume();
            b.close();
            a.close();
            redis.close();
        }
    }

    private static RunningServer node() {
        return RunningServer.start(List.of(), redis.settings(SETTINGS));
    }

    private static SocketClient client(RunningServer node) {
        return SocketClient.connect(node.frontend("ws", "/ws"));
    }

    private static String issue(RunningServer node) {
        return node.bean(SnorkyBackend.class)
                .authorize(List.of(new SubscriptionItem("Task", NullNode.getInstance())), null)
                .token();
    }

    private static int publish(RunningServer node) {
        int id = IDS.incrementAndGet();
        node.bean(SnorkyBackend.class)
                .publish(new SnorkyBackend.DeltaBatch(
                        null,
                        List.of(new Delta.Insert(
                                "Task", WireJson.mapper().createObjectNode().put("id", id)))));
        return id;
    }

    private static JsonNode acquire(SocketClient client, String token, String more) {
        return client.call("datasync", "acquireSubscription", "{\"token\":\"%s\"%s}".formatted(token, more));
    }

    private static JsonNode delta(SocketClient client) {
        JsonNode message = client.next().get("message");
        assertThat(message.get("type").stringValue()).isEqualTo("delta");
        return message;
    }

    private static int id(JsonNode delta) {
        return delta.get("delta").get("data").get("id").intValue();
    }

    @Test
    void tellsEachClientWhatIsPublishedAnywhere() {
        try (SocketClient atA = client(a);
                SocketClient atB = client(b)) {
            assertThat(acquire(atA, issue(b), "").get("type").stringValue()).isEqualTo("response");
            assertThat(acquire(atB, issue(a), "").get("type").stringValue()).isEqualTo("response");
            int first = publish(a);
            int second = publish(b);
            assertThat(List.of(id(delta(atA)), id(delta(atA)))).containsExactly(first, second);
            JsonNode before = delta(atB);
            JsonNode after = delta(atB);
            assertThat(List.of(id(before), id(after))).containsExactly(first, second);
            assertThat(after.get("position")).isNotEqualTo(before.get("position"));
        }
    }

    @Test
    void tellsWhatWasPublishedElsewhereBeforeItWasAcquired() {
        String token = issue(a);
        int between = publish(b);
        try (SocketClient atB = client(b)) {
            atB.send("""
                {"service":"datasync","message":{"command":"acquireSubscription","params":{"token":"%s"},"callId":1}}\
                """.formatted(token));
            assertThat(id(delta(atB))).isEqualTo(between);
        }
    }

    @Test
    void goesOnAtAnotherNodeWhenOneHasEnded() {
        String token;
        String position;
        RunningServer c = node();
        try (SocketClient atC = client(c)) {
            token = issue(c);
            position = acquire(atC, token, ",\"position\":null")
                    .get("data")
                    .get("position")
                    .stringValue();
        } finally {
            c.close();
        }
        int missed = publish(b);
        try (SocketClient atA = client(a)) {
            atA.send("""
                {"service":"datasync","message":{"command":"acquireSubscription","params":{"token":"%s","position":"%s"},"callId":1}}\
                """.formatted(token, position));
            assertThat(id(delta(atA))).isEqualTo(missed);
            assertThat(atA.next().get("message").get("type").stringValue()).isEqualTo("response");
            int live = publish(b);
            assertThat(id(delta(atA))).isEqualTo(live);
        }
    }

    @Test
    void tellsTheOneFromWhomASubscriptionIsTakenOver() {
        String token = issue(a);
        try (SocketClient atA = client(a);
                SocketClient atB = client(b)) {
            String position = acquire(atA, token, ",\"position\":null")
                    .get("data")
                    .get("position")
                    .stringValue();
            assertThat(acquire(atB, token, ",\"position\":\"%s\"".formatted(position))
                            .get("type")
                            .stringValue())
                    .isEqualTo("response");
            JsonNode told = atA.next().get("message");
            assertThat(told.get("type").stringValue()).isEqualTo("resync");
            assertThat(told.get("reason").stringValue()).isEqualTo("taken_over");
            int live = publish(a);
            assertThat(id(delta(atB))).isEqualTo(live);
        }
    }

    @Test
    void refusesWhatAnotherNodeHolds() {
        String token = issue(a);
        try (SocketClient atA = client(a);
                SocketClient atB = client(b)) {
            acquire(atA, token, "");
            assertThat(acquire(atB, token, "").get("code").stringValue()).isEqualTo("already_acquired");
        }
    }

    @Test
    void endsWhatIsRevokedAtAnotherNode() {
        String token = issue(a);
        try (SocketClient atA = client(a)) {
            acquire(atA, token, ",\"position\":null");
            assertThat(b.bean(SnorkyBackend.class).revoke(new Revocation.OfToken(token), false))
                    .isEqualTo(1);
            JsonNode told = atA.next().get("message");
            assertThat(told.get("type").stringValue()).isEqualTo("resync");
            assertThat(told.get("reason").stringValue()).isEqualTo("revoked");
        }
    }

    @Test
    void tellsAChannelsMessagesEverywhere() {
        try (SocketClient atA = client(a)) {
            assertThat(atA.call("pubsub", "subscribe", "{\"channel\":\"news\"}")
                            .get("type")
                            .stringValue())
                    .isEqualTo("response");
            b.bean(SnorkyBackend.class)
                    .publish(
                            WireJson.mapper().valueToTree("news"),
                            WireJson.mapper().valueToTree("from b"));
            assertThat(atA.next().get("message").get("message").stringValue()).isEqualTo("from b");
        }
    }

    @Test
    void hasEachNameOnce() {
        try (SocketClient atA = client(a);
                SocketClient atB = client(b)) {
            assertThat(atA.call("messaging", "registerParticipant", "{\"name\":\"ann\"}")
                            .get("type")
                            .stringValue())
                    .isEqualTo("response");
            assertThat(atB.call("messaging", "registerParticipant", "{\"name\":\"ann\"}")
                            .get("type")
                            .stringValue())
                    .isEqualTo("error");
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void hasClientsFetchAnewWhenRedisHasForgotten() {
        try (SocketClient atA = client(a);
                SocketClient atB = client(b)) {
            acquire(atA, issue(a), "");
            acquire(atB, issue(a), ",\"position\":null");
            redis.flush();
            assertThat(atB.next().get("message").get("reason").stringValue()).isEqualTo("log_lost");
            await().until(() -> a.bean(SnorkyHealthIndicator.class)
                            .health()
                            .getStatus()
                            .equals(Status.UP)
                    && b.bean(SnorkyHealthIndicator.class).health().getStatus().equals(Status.UP));
            // What may have been lost is invalidated, be it after the first fetch.
            await().until(NodesTests::followsAnew);
        }
    }

    private static boolean followsAnew() {
        try (SocketClient anew = client(b)) {
            if (!acquire(anew, issue(a), ",\"position\":null").has("data")) {
                return false;
            }
            int live = publish(b);
            JsonNode told = anew.next().get("message");
            return told.has("delta") && id(told) == live;
        }
    }
}
