package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.WireJson;
import org.snorky.server.BackendClient;
import org.snorky.server.RunningServer;
import org.snorky.server.transport.socket.OpenSessions;
import org.snorky.server.transport.socket.OutboundMemory;
import tools.jackson.databind.JsonNode;

/** What becomes of messages for a client that polls slowly. */
class SockJsPollingTests {

    private static final int MESSAGES = 60;
    private static final int SIZE = 10_000;

    /** A client may take as long between two polls as a busy machine needs for what a test does there. */
    private static RunningServer server(String disconnectDelay) {
        return RunningServer.start(
                List.of(),
                "snorky.frontend.sockjs.polling-bytes=50KB",
                "snorky.frontend.sockjs.disconnect-delay=" + disconnectDelay);
    }

    private static HttpResponse<String> post(RunningServer server, String session, String path, String body) {
        return BackendClient.send(server.frontend("http", "/sockjs/000/" + session + path), "POST", null, body);
    }

    private static List<JsonNode> poll(RunningServer server, String session) {
        String frame = post(server, session, "/xhr", "").body();
        if (!frame.startsWith("a")) {
            return List.of();
        }
        return WireJson.mapper()
                .readTree(frame.substring(1))
                .valueStream()
                .map(text -> WireJson.mapper().readTree(text.stringValue()).get("message"))
                .toList();
    }

    private static void subscribe(RunningServer server, String session) {
        assertThat(post(server, session, "/xhr", "").body()).startsWith("o");
        String call =
                "{\"service\":\"pubsub\",\"message\":{\"command\":\"subscribe\",\"params\":{\"channel\":\"c\"},\"callId\":1}}";
        post(server, session, "/xhr_send", WireJson.mapper().writeValueAsString(List.of(call)));
        assertThat(poll(server, session))
                .extracting(reply -> reply.path("type").asString())
                .containsExactly("response");
    }

    private static void publishAll(RunningServer server) {
        for (int i = 0; i < MESSAGES; i++) {
            BackendClient.post(
                    server.management("/backend/publications"),
                    "{\"channel\":\"c\",\"message\":\"%d %s\"}".formatted(i, "x".repeat(SIZE)));
        }
    }

    @Test
    void waitInItsQueueBeyondTheBoundOfTheCacheAndAllComeInOrder() {
        try (RunningServer server = server("1m")) {
            subscribe(server, "slow");
            publishAll(server);

            List<Integer> got = new ArrayList<>();
            int polls = 0;
            while (got.size() < MESSAGES) {
                List<JsonNode> frame = poll(server, "slow");
                polls++;
                assertThat(frame.size()).as("messages in one frame").isLessThanOrEqualTo(6);
                frame.forEach(message -> got.add(
                        Integer.parseInt(message.get("message").stringValue().split(" ", 2)[0])));
            }
            assertThat(got).isSorted().doesNotHaveDuplicates();
            assertThat(polls).isGreaterThanOrEqualTo(MESSAGES / 6);
        }
    }

    @Test
    void areForgottenWithTheClientThatComesNoMore() {
        try (RunningServer server = server("4s")) {
            subscribe(server, "gone");
            publishAll(server);

            await().until(() -> server.bean(OpenSessions.class).size() == 0
                    && server.bean(OutboundMemory.class).bytes() == 0);
        }
    }
}
