package org.snorky.server.store.redis.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.TestClient;
import org.snorky.server.chat.Chat;
import org.snorky.server.chat.ChatPolicy;
import org.snorky.server.chat.ChatService;
import org.snorky.server.chat.ChatSettings;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.history.HistoryPolicy;
import org.snorky.server.pubsub.PubSub;
import org.snorky.server.pubsub.PubSubService;
import org.snorky.server.rpc.NameLimit;
import org.snorky.server.rpc.RpcServices;
import org.snorky.server.service.InboundLimits;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.service.ServiceRegistry;
import org.snorky.server.session.RecordingSession;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;
import org.snorky.testsupport.redis.RedisServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Publish and subscribe and the chat of two nodes, as their clients see them. */
class TwinServicesTests {

    private static final HistoryBounds BOUNDS = new HistoryBounds(1000, 1 << 20, 1 << 24, Duration.ofMinutes(10));
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final RedisServer redis = RedisServer.start();
    private final RedisSettings settings = TestLink.ofItsOwn(TestLink.SETTINGS);
    private final AtomicLong nanos = new AtomicLong();
    private final Node a = new Node();
    private final Node b = new Node();

    /** A process with its services, and no more. */
    private final class Node {

        final ChannelNode channels = new ChannelNode(redis.port(), settings, BOUNDS);
        final RoomNode rooms = new RoomNode(redis.port(), settings, BOUNDS, 100);
        final Chat chat;
        private final MessageDispatcher frontend;

        Node() {
            RpcServices services = new RpcServices(
                    Validation.buildDefaultValidatorFactory().getValidator(), new SimpleMeterRegistry());
            HistoryPolicy kept = (service, channel) -> channel.toString().contains("kept");
            NameLimit names = new NameLimit(100);
            chat = new Chat(
                    new ChatSettings(10, GRACE, 10), rooms.rooms(), kept, nanos::get, new SimpleMeterRegistry());
            PubSub pubSub = new PubSub(10, channels.log, kept, new SimpleMeterRegistry());
            frontend = new MessageDispatcher(
                    new ServiceRegistry(
                            ServiceRegistry.FRONTEND,
                            Stream.of(
                                            new ChatService(chat, new ChatPolicy() {}, names),
                                            new PubSubService(
                                                    pubSub,
                                                    (client, channel) -> true,
                                                    (client, channel, message) -> true,
                                                    names))
                                    .map(services::of)
                                    .toList()),
                    Runnable::run,
                    new InboundLimits(1000, 1 << 20));
        }

        Person connect(String identity) {
            RecordingSession session = new RecordingSession(StringNode.valueOf(identity));
            return new Person(new TestClient(session, frontend.connect(session)));
        }
    }

    /** A client, and all that it has been told. */
    private static final class Person {

        private final TestClient client;
        private final List<JsonNode> told = new ArrayList<>();

        Person(TestClient client) {
            this.client = client;
        }

        List<JsonNode> told() {
            told.addAll(client.all());
            return told;
        }

        /** What was told of a type, by one of its members. */
        List<String> told(String type, String member) {
            return told().stream()
                    .filter(message -> message.get("type").stringValue().equals(type))
                    .map(message -> message.path(member).asString())
                    .toList();
        }

        JsonNode call(String service, String command, String params) {
            told();
            client.send("{\"service\":\"%s\",\"message\":{\"command\":\"%s\",\"params\":%s,\"callId\":1}}"
                    .formatted(service, command, params));
            return told().stream()
                    .filter(message -> message.has("callId"))
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
        }
    }

    @BeforeEach
    void beat() {
        Stream.of(a, b).forEach(node -> {
            node.channels.beat();
            node.rooms.beat();
        });
    }

    @AfterEach
    void close() {
        Stream.of(a, b).forEach(node -> {
            node.channels.close();
            node.rooms.close();
        });
        redis.close();
    }

    @Nested
    class Subscribers {

        @Test
        void ofBothNodesHearInOneOrder() {
            Person ann = a.connect("ann");
            Person bob = b.connect("bob");
            ann.call("pubsub", "subscribe", "{\"channel\":\"news\"}");
            bob.call("pubsub", "subscribe", "{\"channel\":\"news\"}");
            for (int i = 0; i < 50; i++) {
                (i % 3 == 0 ? ann : bob).call("pubsub", "publish", "{\"channel\":\"news\",\"message\":\"" + i + "\"}");
            }

            await().untilAsserted(() ->
                    assertThat(ann.told("message", "message")).hasSize(50).endsWith("49"));
            await().untilAsserted(
                            () -> assertThat(bob.told("message", "message")).isEqualTo(ann.told("message", "message")));
        }

        @Test
        void readAtOneNodeWhatWasPublishedAtTheOther() {
            Person ann = a.connect("ann");
            ann.call("pubsub", "publish", "{\"channel\":\"kept\",\"message\":\"1\"}");
            JsonNode data = b.connect("bob")
                    .call("pubsub", "subscribe", "{\"channel\":\"kept\",\"position\":null}")
                    .get("data");

            assertThat(data.get("complete").booleanValue()).isTrue();
            assertThat(data.at("/messages/0/message").stringValue()).isEqualTo("1");
            assertThat(data.get("position").stringValue())
                    .isEqualTo(data.at("/messages/0/position").stringValue());
        }

        @Test
        void areToldWhereSomethingMayBeMissing() {
            Person ann = a.connect("ann");
            ann.call("pubsub", "subscribe", "{\"channel\":\"news\"}");
            redis.flush();

            await().untilAsserted(() -> assertThat(ann.told("gap", "channel")).containsExactly("news"));
        }

        @Test
        void areRefusedWhileRedisIsAway() {
            redis.pause();
            Person ann = a.connect("ann");
            JsonNode answer = ann.call("pubsub", "subscribe", "{\"channel\":\"news\"}");
            redis.resume();

            assertThat(answer.get("code").stringValue()).isIn("unavailable", "timeout");
        }
    }

    @Nested
    class Members {

        private final Person ann = a.connect("ann");
        private final Person bob = b.connect("bob");

        @BeforeEach
        void join() {
            ann.call("chat", "join", "{\"channel\":\"tea\"}");
            JsonNode data = bob.call("chat", "join", "{\"channel\":\"tea\"}").get("data");
            assertThat(data.get("members").toString()).isEqualTo("[\"ann\",\"bob\"]");
        }

        @Test
        void ofBothNodesHearOfEachOther() {
            bob.call("chat", "send", "{\"channel\":\"tea\",\"body\":\"hi\"}");
            bob.call("chat", "leave", "{\"channel\":\"tea\"}");

            await().untilAsserted(
                            () -> assertThat(ann.told("presence", "status")).containsExactly("joined", "left"));
            assertThat(ann.told("message", "body")).containsExactly("hi");
        }

        @Test
        void areMembersAllAlongIfTheyComeBackAtTheOtherNode() {
            await().untilAsserted(
                            () -> assertThat(ann.told("presence", "status")).containsExactly("joined"));
            bob.client.disconnect();
            Person back = a.connect("bob");
            back.call("chat", "join", "{\"channel\":\"tea\"}");
            nanos.addAndGet(GRACE.toNanos());
            b.chat.endAbsences();
            Person cid = b.connect("cid");
            JsonNode data = cid.call("chat", "join", "{\"channel\":\"tea\"}").get("data");

            assertThat(data.get("members").toString()).isEqualTo("[\"ann\",\"bob\",\"cid\"]");
            await().untilAsserted(() -> assertThat(ann.told("presence", "from")).containsExactly("bob", "cid"));
        }

        @Test
        void hearWhatTheyReadAtTheOtherNode() {
            Person other = b.connect("ann");
            other.call("chat", "join", "{\"channel\":\"tea\"}");
            ann.call("chat", "read", "{\"channel\":\"tea\"}");

            await().untilAsserted(
                            () -> assertThat(other.told("read", "channel")).containsExactly("tea"));
            assertThat(ann.told("read", "channel")).isEmpty();
            assertThat(bob.told("read", "channel")).isEmpty();
        }

        @Test
        void leaveWhenTheirNodeIsDead() {
            b.rooms.close();
            a.rooms.rooms().reap(b.rooms.id());

            await().untilAsserted(
                            () -> assertThat(ann.told("presence", "status")).containsExactly("joined", "left"));
        }

        @Test
        void readAtOneNodeWhatWasSaidAtTheOther() {
            ann.call("chat", "join", "{\"channel\":\"kept\"}");
            ann.call("chat", "send", "{\"channel\":\"kept\",\"body\":\"hi\"}");
            JsonNode data = bob.call("chat", "join", "{\"channel\":\"kept\",\"position\":null}")
                    .get("data");

            assertThat(data.at("/messages/0/body").stringValue()).isEqualTo("hi");
            assertThat(data.at("/messages/0/from").stringValue()).isEqualTo("ann");
            assertThat(data.get("complete").booleanValue()).isTrue();
        }
    }
}
