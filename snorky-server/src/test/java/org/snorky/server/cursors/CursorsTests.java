package org.snorky.server.cursors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class CursorsTests {

    private final TestServer server = new TestServer();
    private final TestClient ann = joined("ann");

    @Nested
    class Updating {

        @Test
        void withNothingToChangeFails() {
            create(ann, 1, "5");

            assertThat(detail(update("{}"))).isEqualTo("newData must have position, status or both");
        }

        @Test
        void theOwnerFails() {
            create(ann, 1, "5");

            assertThat(detail(update("{\"position\":1,\"owner\":\"bob\"}")))
                    .isEqualTo("newData must have position, status or both");
        }

        @Test
        void toAnObjectThatIsNoneFails() {
            create(ann, 1, "5");

            assertThat(detail(update("7"))).isEqualTo("newData must have position, status or both");
        }

        @Test
        void beyondTheBoundFailsAndChangesNothing() {
            create(ann, 1, "5");
            TestClient bob = joined("bob");

            assertThat(detail(update("{\"position\":\"" + "a".repeat(1000) + "\"}")))
                    .isEqualTo("position and status take more than 1000 bytes together");
            assertThat(bob.all()).isEmpty();
            assertThat(joinedData("cid").at("/cursors/0/position").intValue()).isEqualTo(5);
        }

        private JsonNode update(String newData) {
            return ann.call("cursors", "updateCursor", "{\"privateHandle\":1,\"newData\":" + newData + "}");
        }
    }

    @Nested
    class Creating {

        @Test
        void beyondTheBoundFails() {
            assertThat(detail(create(ann, 1, "\"" + "a".repeat(1000) + "\"")))
                    .isEqualTo("position and status take more than 1000 bytes together");
            assertThat(server.conversations.cursors().cursorCount()).isZero();
        }

        @Test
        void moreThanADocumentMayHaveFails() {
            IntStream.range(0, 10).forEach(client -> {
                TestClient other = joined("c" + client);
                IntStream.range(0, 10)
                        .forEach(handle -> assertThat(create(other, handle, "1").has("data"))
                                .isTrue());
            });

            ann.all();
            assertThat(create(ann, 1, "5").get("code").stringValue()).isEqualTo("too_many_cursors");
        }

        @Test
        void aHandleThatWasUsedInAnotherDocumentFails() {
            ann.call("cursors", "join", "{\"document\":\"other\"}");
            create(ann, 1, "5");

            assertThat(ann.call(
                                    "cursors",
                                    "createCursor",
                                    "{\"privateHandle\":1,\"document\":\"other\",\"position\":1,\"status\":1}")
                            .get("code")
                            .stringValue())
                    .isEqualTo("reused_handle");
        }

        @Test
        void neverGivesAPublicHandleTwice() {
            long first = create(ann, 1, "5").get("data").longValue();
            ann.call("cursors", "leave", "{\"document\":\"doc\"}");
            ann.call("cursors", "join", "{\"document\":\"doc\"}");

            assertThat(create(ann, 1, "5").get("data").longValue()).isGreaterThan(first);
        }
    }

    private static String detail(JsonNode failure) {
        assertThat(failure.get("code").stringValue()).isEqualTo("invalid_params");
        return failure.get("detail").stringValue();
    }

    private static JsonNode create(TestClient client, int handle, String position) {
        return client.call(
                "cursors",
                "createCursor",
                "{\"privateHandle\":%d,\"document\":\"doc\",\"position\":%s,\"status\":\"\"}"
                        .formatted(handle, position));
    }

    private TestClient joined(String identity) {
        TestClient client = server.connect(new RecordingSession(StringNode.valueOf(identity)));
        client.call("cursors", "join", "{\"document\":\"doc\"}");
        return client;
    }

    private JsonNode joinedData(String identity) {
        return server.connect(new RecordingSession(StringNode.valueOf(identity)))
                .call("cursors", "join", "{\"document\":\"doc\"}")
                .get("data");
    }
}
