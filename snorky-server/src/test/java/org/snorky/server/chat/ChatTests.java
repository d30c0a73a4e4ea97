package org.snorky.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

class ChatTests {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final TestServer server = new TestServer(
            Runnable::run,
            Map.of("presenceGrace", IntNode.valueOf((int) GRACE.toMillis()), "history", IntNode.valueOf(10)));
    private final Chat chat = server.conversations.chat();

    @Nested
    class WhoDisconnects {

        private final TestClient ann = joined("ann");
        private final TestClient bob = joined("bob");

        @BeforeEach
        void annHasHeardOfBob() {
            assertThat(presences(ann)).containsExactly("bob joined");
        }

        @Test
        void isAMemberUntilTheGraceIsOver() {
            bob.disconnect();
            pass(GRACE.minusMillis(1));
            assertThat(presences(ann)).isEmpty();

            pass(Duration.ofMillis(1));
            assertThat(presences(ann)).containsExactly("bob left");
            assertThat(chat.memberCount()).isEqualTo(1);
        }

        @Test
        void wasNeverGoneIfItComesBackInTime() {
            bob.disconnect();
            pass(GRACE.minusMillis(1));
            TestClient back = joined("bob");
            pass(GRACE.multipliedBy(2));

            assertThat(presences(ann)).isEmpty();
            assertThat(presences(back)).isEmpty();
        }

        @Test
        void hasTheWholeGraceAgainEachTime() {
            TestClient flapping = bob;
            for (int i = 0; i < 10; i++) {
                flapping.disconnect();
                pass(GRACE.dividedBy(2).plusMillis(1));
                flapping = joined("bob");
            }

            assertThat(presences(ann)).isEmpty();
        }

        @Test
        void leavesAtOnceIfItComesBackToLeave() {
            bob.disconnect();
            TestClient back = joined("bob");
            back.call("chat", "leave", "{\"channel\":\"tea\"}");

            assertThat(presences(ann)).containsExactly("bob left");
            pass(GRACE);
            assertThat(presences(ann)).isEmpty();
        }

        @Test
        void isHeardOfOnceHoweverManyClientsItHad() {
            joined("bob").disconnect();
            bob.disconnect();
            pass(GRACE);

            assertThat(presences(ann)).containsExactly("bob left");
        }

        @Test
        void isNotAwayWhileAnotherClientOfItIsThere() {
            TestClient other = joined("bob");
            bob.disconnect();
            pass(GRACE);
            assertThat(presences(ann)).isEmpty();

            other.call("chat", "leave", "{\"channel\":\"tea\"}");
            assertThat(presences(ann)).containsExactly("bob left");
        }

        @Test
        void leavesEachOfItsChannels() {
            call(bob, "join", "{\"channel\":\"milk\"}");
            call(ann, "join", "{\"channel\":\"milk\"}");
            bob.all();
            bob.disconnect();
            pass(GRACE);

            assertThat(presences(ann)).containsExactlyInAnyOrder("bob left", "bob left");
        }

        @Test
        void readsWhatWasSaidMeanwhile() {
            String before = call(bob, "join", "{\"channel\":\"milk\",\"position\":null}")
                    .at("/data/position")
                    .stringValue();
            call(ann, "join", "{\"channel\":\"milk\"}");
            bob.disconnect();
            call(ann, "send", "{\"channel\":\"milk\",\"body\":\"hi\"}");
            TestClient back = connect("bob");
            JsonNode data = back.call("chat", "join", "{\"channel\":\"milk\",\"position\":\"" + before + "\"}")
                    .get("data");

            assertThat(data.get("complete").booleanValue()).isTrue();
            assertThat(data.get("messages")).singleElement().satisfies(message -> assertThat(
                            message.get("body").stringValue())
                    .isEqualTo("hi"));
        }

        @Test
        void leavesAtOnceWhereTooManyAreAway() {
            List<TestClient> crowd =
                    IntStream.range(0, 8).mapToObj(i -> joined("c" + i)).toList();
            crowd.forEach(member -> call(member, "join", "{\"channel\":\"milk\"}"));
            ann.all();
            crowd.forEach(TestClient::disconnect);

            assertThat(chat.absentCount()).isEqualTo(10);
            assertThat(presences(ann)).hasSize(3);
        }

        @Test
        void leavesNothingBehind() {
            ann.disconnect();
            bob.disconnect();
            pass(GRACE);

            assertThat(chat.channelCount()).isZero();
            assertThat(chat.memberCount()).isZero();
            assertThat(chat.absentCount()).isZero();
        }
    }

    @Nested
    class WhoIsSlow {

        @Test
        void getsTheNewestOfTheHistoryThatFit() {
            TestClient ann = joined("ann");
            IntStream.range(0, 5)
                    .forEach(i -> call(ann, "send", "{\"channel\":\"tea\",\"body\":\"" + "a".repeat(500) + i + "\"}"));
            TestClient slow = server.connect(new RecordingSession(StringNode.valueOf("bob")).withCapacity(3000));
            JsonNode data = slow.call("chat", "join", "{\"channel\":\"tea\",\"position\":null}")
                    .get("data");

            assertThat(data.get("complete").booleanValue()).isFalse();
            assertThat(data.get("messages")).hasSize(2);
            assertThat(data.at("/messages/1/body").stringValue()).endsWith("4");
        }
    }

    private void pass(Duration time) {
        server.advance(time);
        chat.endAbsences();
    }

    private TestClient connect(String identity) {
        return server.connect(new RecordingSession(StringNode.valueOf(identity)));
    }

    /** A client in the channel {@code tea}. */
    private TestClient joined(String identity) {
        TestClient client = connect(identity);
        call(client, "join", "{\"channel\":\"tea\"}");
        return client;
    }

    /** Calls, and gives the answer, whatever else there was before it. */
    private static JsonNode call(TestClient client, String command, String params) {
        client.all();
        client.send("{\"service\":\"chat\",\"message\":{\"command\":\"%s\",\"params\":%s,\"callId\":1}}"
                .formatted(command, params));
        JsonNode answer = null;
        for (@Nullable JsonNode next = client.next(); next != null; next = client.next()) {
            answer = next;
        }
        assertThat(answer).isNotNull();
        return answer;
    }

    private static List<String> presences(TestClient client) {
        return client.all().stream()
                .filter(message -> message.get("type").stringValue().equals("presence"))
                .map(message -> message.get("from").stringValue() + " "
                        + message.get("status").stringValue())
                .toList();
    }
}
