package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    private static RunningServer server;

    @BeforeAll
    static void startServer() {
        server = RunningServer.start(
                List.of(), "snorky.frontend.sockjs.polling-bytes=50KB", "snorky.frontend.sockjs.disconnect-delay=2s");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static HttpResponse<String> post(String session, String path, String body) {
        return BackendClient.send(server.frontend("http", "/sockjs/000/" + session + path), "POST", null, body);
    }

    private static List<JsonNode> poll(String session) {
        String frame = post(session, "/xhr", "").body();
        if (!frame.startsWith("a")) {
            return List.of();
        }
        return WireJson.mapper()
                .readTree(frame.substring(1))
                .valueStream()
                .map(text -> WireJson.mapper().readTree(text.stringValue()).get("message"))
                .toList();
    }

    private static void subscribe(String session) {
        assertThat(post(session, "/xhr", "").body()).startsWith("o");
        String call =
                "{\"service\":\"pubsub\",\"message\":{\"command\":\"subscribe\",\"params\":{\"channel\":\"c\"},\"callId\":1}}";
        post(session, "/xhr_send", WireJson.mapper().writeValueAsString(List.of(call)));
        assertThat(poll(session))
                .extracting(reply -> reply.path("type").asString())
                .containsExactly("response");
    }

    private static void publishAll() {
        for (int i = 0; i < MESSAGES; i++) {
            BackendClient.post(
                    server.management("/backend/publications"),
                    "{\"channel\":\"c\",\"message\":\"%d %s\"}".formatted(i, "x".repeat(SIZE)));
        }
    }

    @Test
    void waitInItsQueueBeyondTheBoundOfTheCacheAndAllComeInOrder() {
        subscribe("slow");
        publishAll();

        List<Integer> got = new ArrayList<>();
        int polls = 0;
        while (got.size() < MESSAGES) {
            List<JsonNode> frame = poll("slow");
            polls++;
            assertThat(frame.size()).as("messages in one frame").isLessThanOrEqualTo(6);
            frame.forEach(message -> got.add(
                    Integer.parseInt(message.get("message").stringValue().split(" ", 2)[0])));
        }
        assertThat(got).isSorted().doesNotHaveDuplicates();
        assertThat(polls).isGreaterThanOrEqualTo(MESSAGES / 6);
    }

    @Test
    void areForgottenWithTheClientThatComesNoMore() {
        subscribe("gone");
        publishAll();

        await().until(() -> server.bean(OpenSessions.class).size() == 0
                && server.bean(OutboundMemory.class).bytes() == 0);
    }
}
