package org.snorky.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.RunningServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** A round through everything that nodes keep in Redis, each thing done at one of two nodes and seen at the other. */
final class EveryStore {

    private final RunningServer a;
    private final RunningServer b;

    /** In the names of whatever one round makes, so that it finds nothing of another. */
    private final String round = UUID.randomUUID().toString().substring(0, 8);

    private EveryStore(RunningServer a, RunningServer b) {
        this.a = a;
        this.b = b;
    }

    /** A node with short times. */
    static RunningServer node(String... settings) {
        return RunningServer.start(
                List.of(Visitor.Door.class),
                Stream.concat(
                                Stream.of(
                                        "snorky.store=redis",
                                        "snorky.redis.heartbeat=200ms",
                                        "snorky.redis.lease=2s",
                                        "snorky.pubsub.history.channels=kept-*",
                                        "snorky.chat.history.channels=kept-*"),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    static void isSharedBy(RunningServer a, RunningServer b) {
        EveryStore stores = new EveryStore(a, b);
        try (Visitor ann = Visitor.at(a, "ann");
                Visitor bob = Visitor.at(b, "bob")) {
            stores.lists(ann, bob);
            stores.channels(ann, bob);
            stores.rooms(ann, bob);
            stores.names(ann, bob);
            stores.documents(ann, bob);
        }
    }

    private void lists(Visitor ann, Visitor bob) {
        String token = issue(a, "bob");
        bob.done("datasync", "acquireSubscription", "{\"token\":\"%s\",\"position\":null}".formatted(token));
        publish(a, round + 1);
        publish(a, round + 1);
        publish(b, round + 2);
        assertThat(id(bob.hears("delta", any -> true))).isEqualTo(round + 1);
        JsonNode last = bob.hears("delta", any -> true);
        assertThat(id(last)).isEqualTo(round + 2);
        try (Visitor elsewhere = Visitor.at(a, "bob")) {
            elsewhere.done(
                    "datasync",
                    "acquireSubscription",
                    "{\"token\":\"%s\",\"position\":\"%s\"}"
                            .formatted(token, last.get("position").stringValue()));
            bob.hears("resync", why -> why.get("reason").stringValue().equals("taken_over"));
            publish(b, round + 3);
            assertThat(id(elsewhere.hears("delta", any -> true))).isEqualTo(round + 3);
            revoke(b, new Revocation.OfIdentity(StringNode.valueOf("bob")));
            elsewhere.hears("resync", why -> why.get("reason").stringValue().equals("revoked"));
        }
        String another = issue(b, "ann");
        ann.done("datasync", "acquireSubscription", "{\"token\":\"%s\"}".formatted(another));
        ann.done("datasync", "cancelSubscription", "{\"token\":\"%s\"}".formatted(another));
        String unused = issue(b, "ann");
        revoke(a, new Revocation.OfToken(unused));
        assertThat(ann.refused("datasync", "acquireSubscription", "{\"token\":\"%s\"}".formatted(unused)))
                .isEqualTo("no_such_subscription");
    }

    private static String issue(RunningServer node, String identity) {
        return node.bean(SnorkyBackend.class)
                .authorize(List.of(new SubscriptionItem("Task", NullNode.getInstance())), StringNode.valueOf(identity))
                .token();
    }

    /** Under an id, so that a second time does nothing. */
    private static void publish(RunningServer node, String id) {
        node.bean(SnorkyBackend.class)
                .publish(new SnorkyBackend.DeltaBatch(
                        id,
                        List.of(new Delta.Insert(
                                "Task", WireJson.mapper().createObjectNode().put("id", id)))));
    }

    private static void revoke(RunningServer node, Revocation which) {
        assertThat(node.bean(SnorkyBackend.class).revoke(which, false)).isEqualTo(1);
    }

    private static String id(JsonNode delta) {
        return delta.get("delta").get("data").get("id").stringValue();
    }

    private void channels(Visitor ann, Visitor bob) {
        String params = "{\"channel\":\"kept-%s\",\"position\":null}".formatted(round);
        ann.done("pubsub", "subscribe", params);
        b.bean(SnorkyBackend.class).publish(StringNode.valueOf("kept-" + round), StringNode.valueOf("one"));
        ann.hears("message", message -> message.path("message").asString().equals("one"));
        assertThat(bob.done("pubsub", "subscribe", params).get("messages")).hasSize(1);
        a.bean(SnorkyBackend.class).publish(StringNode.valueOf("kept-" + round), StringNode.valueOf("two"));
        bob.hears("message", message -> message.path("message").asString().equals("two"));
    }

    private void rooms(Visitor ann, Visitor bob) {
        String room = "{\"channel\":\"kept-%s\"}".formatted(round);
        ann.done("chat", "join", room);
        assertThat(bob.done("chat", "join", room).get("members")).hasSize(2);
        ann.hears("presence", who -> who.get("status").stringValue().equals("joined"));
        bob.done("chat", "send", "{\"channel\":\"kept-%s\",\"body\":\"hi\"}".formatted(round));
        ann.hears("message", message -> message.path("body").asString().equals("hi"));
        try (Visitor elsewhere = Visitor.at(b, "ann")) {
            assertThat(elsewhere
                            .done("chat", "join", "{\"channel\":\"kept-%s\",\"position\":null}".formatted(round))
                            .get("messages"))
                    .hasSize(1);
            ann.done("chat", "read", room);
            elsewhere.hears("read", any -> true);
            elsewhere.done("chat", "leave", room);
        }
        bob.done("chat", "leave", room);
        ann.hears("presence", who -> who.get("status").stringValue().equals("left"));
    }

    private void names(Visitor ann, Visitor bob) {
        String anns = "{\"name\":\"ann-%s\"}".formatted(round);
        ann.done("messaging", "registerParticipant", anns);
        assertThat(bob.refused("messaging", "registerParticipant", anns)).isEqualTo("name_taken");
        bob.done("messaging", "registerParticipant", "{\"name\":\"bob-%s\"}".formatted(round));
        assertThat(bob.done("messaging", "listParticipants", "{}").toString()).contains("ann-" + round, "bob-" + round);
        ann.done(
                "messaging",
                "send",
                "{\"sender\":\"ann-%1$s\",\"dest\":\"bob-%1$s\",\"body\":\"psst\"}".formatted(round));
        bob.hears("message", message -> message.path("body").asString().equals("psst"));
        ann.done("messaging", "unregisterParticipant", anns);
        bob.done("messaging", "registerParticipant", anns);
    }

    private void documents(Visitor ann, Visitor bob) {
        String document = "{\"document\":\"%s\"}".formatted(round);
        ann.done("cursors", "join", document);
        bob.done("cursors", "join", document);
        long handle = ann.done(
                        "cursors",
                        "createCursor",
                        "{\"privateHandle\":1,\"document\":\"%s\",\"position\":1,\"status\":\"here\"}".formatted(round))
                .asLong();
        bob.hears("cursorAdded", told -> handle(told) == handle);
        ann.done("cursors", "updateCursor", "{\"privateHandle\":1,\"newData\":{\"position\":2}}");
        bob.hears("cursorUpdated", told -> handle(told) == handle);
        ann.done("cursors", "removeCursor", "{\"privateHandle\":1}");
        bob.hears("cursorRemoved", told -> handle(told) == handle);
    }

    private static long handle(JsonNode told) {
        return told.get("cursor").get("publicHandle").asLong();
    }
}
