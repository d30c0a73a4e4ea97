package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.server.BackendClient;
import org.snorky.server.RawWebSocket;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.transport.socket.OpenSessions;
import org.snorky.server.transport.socket.OutboundMemory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import tools.jackson.databind.JsonNode;

/** How WebSocket connections begin, live and end. */
class ConnectionLifeTests {

    private static RunningServer server;

    @BeforeAll
    static void startServer() {
        server = RunningServer.start(
                List.of(),
                "snorky.frontend.allowed-origins[0]=https://*.example.org",
                "snorky.frontend.allowed-origins[1]=http://localhost:[8080,9090]",
                "snorky.frontend.websocket.ping-interval=100ms",
                "snorky.frontend.websocket.pong-timeout=4s",
                "snorky.frontend.outbound.bytes=1MB",
                "snorky.frontend.outbound.send-time=4s");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    static void assertConnects(RunningServer server, String path, String origin) {
        SocketClient.connect(server.frontend("ws", path), Map.of("Origin", origin))
                .close();
    }

    static void assertRefused(RunningServer server, String path, String origin) {
        assertThatThrownBy(() -> SocketClient.connect(server.frontend("ws", path), Map.of("Origin", origin)))
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                refused.getResponse().statusCode())
                        .isEqualTo(403));
    }

    @Nested
    class Origins {

        @Test
        void letsPagesOfItsOwnOriginIn() {
            assertConnects(server, "/ws", "http://localhost:" + server.port());
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://app.example.org", "http://localhost:8080", "http://localhost:9090"})
        void letsAllowedPagesIn(String origin) {
            assertConnects(server, "/ws", origin);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://elsewhere.example",
                    "https://example.org.elsewhere.example",
                    "http://app.example.org",
                    "http://localhost:8081",
                    "null"
                })
        void refusesOtherPages(String origin) {
            assertRefused(server, "/ws", origin);
        }
    }

    @Nested
    class Pings {

        @Test
        void keepAClientThatAnswers() {
            try (SocketClient client = SocketClient.connect(server.frontend("ws", "/ws"))) {
                await().until(() -> client.pings() >= 3);
                assertThat(client.isClosed()).isFalse();
            }
        }

        @Test
        void closeAClientThatDoesNot() throws Exception {
            try (RawWebSocket client = new RawWebSocket(server.frontend("ws", "/ws"))) {
                assertThat(client.closeCode()).isEqualTo(1001);
            }
        }
    }

    @Test
    void giveUpAClientThatTakesNothingAndNobodyElseWaits() throws Exception {
        OpenSessions sessions = server.bean(OpenSessions.class);
        await("clients of other tests to be gone").until(() -> sessions.size() == 0);
        try (RawWebSocket stuck = new RawWebSocket(server.frontend("ws", "/ws"));
                SocketClient lively = SocketClient.connect(server.frontend("ws", "/ws"))) {
            String subscribe =
                    "{\"service\":\"pubsub\",\"message\":{\"command\":\"subscribe\",\"params\":{\"channel\":\"big\"},\"callId\":1}}";
            stuck.send(RawWebSocket.TEXT, subscribe.getBytes(StandardCharsets.UTF_8));
            lively.call("pubsub", "subscribe", "{\"channel\":\"big\"}");
            await().until(() -> sessions.size() == 2);

            String big = "x".repeat(500_000);
            int sent = 0;
            while (sessions.size() == 2 && sent < 200) {
                BackendClient.post(
                        server.management("/backend/publications"),
                        "{\"channel\":\"big\",\"message\":\"%s\"}".formatted(big));
                assertThat(lively.next().at("/message/type").asString()).isEqualTo("message");
                sent++;
            }

            assertThat(sessions.size()).isEqualTo(1);
            await().until(() -> server.bean(OutboundMemory.class).bytes() == 0);
        }
    }

    @Test
    void tellClientsWhenToComeBackAndSendThemAwayWhenTheServerStops() {
        RunningServer stopping = RunningServer.start(List.of(), "snorky.frontend.shutdown.reconnects-per-second=1");
        ApplicationAvailability availability = stopping.bean(ApplicationAvailability.class);
        SocketClient client = SocketClient.connect(stopping.frontend("ws", "/ws"));
        client.call("pubsub", "subscribe", "{\"channel\":1}");

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);

        JsonNode told = client.next();
        assertThat(availability.getReadinessState())
                .as("readiness, which is refused before clients are told")
                .isEqualTo(ReadinessState.REFUSING_TRAFFIC);
        assertThat(told.get("service").asString()).isEqualTo("snorky");
        assertThat(told.at("/message/type").asString()).isEqualTo("goingAway");
        assertThat(told.at("/message/comeBackIn").asInt(-1)).isBetween(0, 1000);
        assertThat(client.closeCode()).isEqualTo(1012);
        stopped.join();
    }

    /** As Spring's test framework does with contexts that tests share. */
    @Test
    void letClientsInAgainWhenAStoppedServerIsStarted() {
        try (RunningServer restarted = RunningServer.start(List.of())) {
            restarted.context().stop();
            restarted.context().start();

            try (SocketClient client = SocketClient.connect(restarted.frontend("ws", "/ws"))) {
                client.call("pubsub", "subscribe", "{\"channel\":1}");
            }
        }
    }
}
