package org.snorky.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.server.RunningServer;
import org.snorky.server.actuate.SnorkyHealthIndicator;
import org.snorky.testsupport.redis.RedisPair;
import org.springframework.boot.health.contributor.Status;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** A replica is promoted that lacks what the master did last: what nodes have is made so again, or those whom it concerns are told. */
class FailoverTests {

    private static RedisPair redis;
    private static RunningServer a;
    private static RunningServer b;

    private Visitor ann;
    private Visitor bob;

    @BeforeAll
    static void start() {
        redis = new RedisPair();
        a = node();
        b = node();
    }

    /** All rooms and documents lie in one bucket. */
    private static RunningServer node() {
        return EveryStore.node(
                "spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + redis.port(), "snorky.redis.buckets=1");
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            b.close();
            a.close();
            redis.close();
        }
    }

    @BeforeEach
    void come() {
        await().until(() -> isUp(a) && isUp(b));
        ann = Visitor.at(a, "ann");
        bob = Visitor.at(b, "bob");
    }

    @AfterEach
    void go() {
        ann.close();
        bob.close();
    }

    private static boolean isUp(RunningServer node) {
        return node.bean(SnorkyHealthIndicator.class).health().getStatus().equals(Status.UP);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }

    private static boolean isDone(JsonNode reply) {
        return reply.get("type").stringValue().equals("response");
    }

    private static boolean isDone(Visitor visitor, String service, String command, String params) {
        return isDone(visitor.call(service, command, params));
    }

    @Test
    void aCursorIsWhereItWentLast() {
        ann.done("cursors", "join", "{\"document\":\"doc\"}");
        bob.done("cursors", "join", "{\"document\":\"doc\"}");
        ann.done(
                "cursors",
                "createCursor",
                "{\"privateHandle\":1,\"document\":\"doc\",\"position\":\"first\",\"status\":null}");
        bob.hears("cursorAdded", any -> true);
        redis.holdBack();
        ann.done("cursors", "updateCursor", "{\"privateHandle\":1,\"newData\":{\"position\":\"last\"}}");
        bob.hears("cursorUpdated", told -> told.toString().contains("last"));
        ann.done(
                "cursors",
                "createCursor",
                "{\"privateHandle\":2,\"document\":\"doc\",\"position\":\"new\",\"status\":null}");
        redis.failOver();

        eventually()
                .until(() -> isDone(
                        ann,
                        "cursors",
                        "createCursor",
                        "{\"privateHandle\":3,\"document\":\"doc\",\"position\":\"after\",\"status\":null}"));
        eventually().untilAsserted(() -> {
            try (Visitor cleo = Visitor.at(b, "cleo")) {
                String cursors =
                        cleo.call("cursors", "join", "{\"document\":\"doc\"}").toString();
                assertThat(cursors).contains("\"last\"", "\"new\"", "\"after\"").doesNotContain("\"first\"");
            }
        });
    }

    @Test
    void roomsHaveWhoIsThere() {
        ann.done("chat", "join", "{\"channel\":\"before\"}");
        bob.done("chat", "join", "{\"channel\":\"before\"}");
        redis.holdBack();
        ann.done("chat", "leave", "{\"channel\":\"before\"}");
        ann.done("chat", "join", "{\"channel\":\"after\"}");
        redis.failOver();

        eventually().untilAsserted(() -> {
            try (Visitor cleo = Visitor.at(b, "cleo")) {
                assertThat(cleo.call("chat", "join", "{\"channel\":\"before\"}")
                                .path("data")
                                .path("members")
                                .toString())
                        .contains("bob")
                        .doesNotContain("ann");
                assertThat(cleo.call("chat", "join", "{\"channel\":\"after\"}")
                                .path("data")
                                .path("members")
                                .toString())
                        .contains("ann");
                cleo.call("chat", "leave", "{\"channel\":\"before\"}");
                cleo.call("chat", "leave", "{\"channel\":\"after\"}");
            }
        });
    }

    @Test
    void aNameThatWasJustTakenIsStillHeld() {
        redis.holdBack();
        ann.done("messaging", "registerParticipant", "{\"name\":\"ann\"}");
        bob.done("messaging", "registerParticipant", "{\"name\":\"bob\"}");
        redis.failOver();

        eventually()
                .until(() ->
                        isDone(ann, "messaging", "send", "{\"sender\":\"ann\",\"dest\":\"bob\",\"body\":\"psst\"}"));
        bob.hears("message", message -> message.path("body").asString().equals("psst"));
        assertThat(ann.refused("messaging", "registerParticipant", "{\"name\":\"bob\"}"))
                .isEqualTo("name_taken");
    }

    @Test
    void aNameThatHadJustChangedHandsIsHeldByOneWhoKnowsIt() {
        ann.done("messaging", "registerParticipant", "{\"name\":\"one\"}");
        redis.holdBack();
        ann.done("messaging", "unregisterParticipant", "{\"name\":\"one\"}");
        bob.done("messaging", "registerParticipant", "{\"name\":\"one\"}");
        redis.failOver();

        try (Visitor cleo = Visitor.at(a, "cleo")) {
            eventually().until(() -> isDone(cleo, "messaging", "registerParticipant", "{\"name\":\"cleo\"}"));
            // What is sent before the nodes have said what they know may still go to who had the name.
            eventually().until(() -> {
                cleo.call("messaging", "send", "{\"sender\":\"cleo\",\"dest\":\"one\",\"body\":\"psst\"}");
                return bob.isClosed()
                        || bob.hasHeard(
                                "message",
                                message -> message.path("body").asString().equals("psst"));
            });
            if (bob.isClosed()) {
                eventually().until(() -> isDone(cleo, "messaging", "registerParticipant", "{\"name\":\"one\"}"));
            }
        }
    }

    @Test
    void aChannelSaysThatMessagesMayBeMissingAndGoesOn() {
        ann.done("pubsub", "subscribe", "{\"channel\":\"kept-news\",\"position\":null}");
        publish("before");
        String known = ann.hears(
                        "message", message -> message.path("message").asString().equals("before"))
                .get("position")
                .stringValue();
        redis.holdBack();
        publish("lost");
        ann.hears("message", message -> message.path("message").asString().equals("lost"));
        redis.failOver();

        ann.hears("gap", any -> true);
        await().until(() -> isUp(b));
        publish("after");
        ann.hears("message", message -> message.path("message").asString().equals("after"));
        JsonNode history =
                bob.done("pubsub", "subscribe", "{\"channel\":\"kept-news\",\"position\":\"%s\"}".formatted(known));
        assertThat(history.get("complete").booleanValue()).isFalse();
    }

    private static void publish(String message) {
        b.bean(SnorkyBackend.class).publish(StringNode.valueOf("kept-news"), StringNode.valueOf(message));
    }

    @Test
    void aSubscriptionThatWasLostOrRevokedIsRefusedAndOneThatIsHeldEnds() {
        String held = issue();
        ann.done("datasync", "acquireSubscription", "{\"token\":\"%s\",\"position\":null}".formatted(held));
        String revoked = issue();
        redis.holdBack();
        String lost = issue();
        b.bean(SnorkyBackend.class).revoke(new Revocation.OfToken(revoked), false);
        redis.failOver();

        ann.hears("resync", why -> why.get("reason").stringValue().equals("log_lost"));
        await().until(() -> isUp(b));
        for (String token : List.of(lost, revoked, held)) {
            assertThat(bob.refused(
                            "datasync", "acquireSubscription", "{\"token\":\"%s\",\"position\":null}".formatted(token)))
                    .isIn("no_such_subscription", "position_lost");
        }
        bob.done("datasync", "acquireSubscription", "{\"token\":\"%s\",\"position\":null}".formatted(issue()));
    }

    private static String issue() {
        return a.bean(SnorkyBackend.class)
                .authorize(List.of(new SubscriptionItem("Task", NullNode.getInstance())), null)
                .token();
    }
}
