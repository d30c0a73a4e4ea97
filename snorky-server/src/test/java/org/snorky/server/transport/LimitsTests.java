package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.protocol.WireJson;
import org.snorky.server.BackendClient;
import org.snorky.server.RawWebSocket;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.limit.ConnectionCounts;
import org.snorky.server.limit.Refusals;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;

/** What becomes of clients that want more than a server gives to one of them. */
class LimitsTests {

    private final List<SocketClient> clients = new ArrayList<>();

    private SocketClient connect(RunningServer server, String... headers) {
        Map<String, String> map = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
        SocketClient client = SocketClient.connect(server.frontend("ws", "/ws"), map);
        clients.add(client);
        return client;
    }

    private static void assertRefused(ThrowingCallable handshake, int status) {
        assertThatThrownBy(handshake).cause().isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
            assertThat(refused.getResponse().statusCode()).isEqualTo(status);
            assertThat(refused.getResponse().headers().firstValue("Retry-After"))
                    .isPresent();
        });
    }

    /** The client knows that it is connected before the server counts it. */
    private static void awaitConnections(RunningServer server, int count) {
        await().until(() -> server.bean(ConnectionCounts.class).total() == count);
    }

    private static Map<String, Long> refusals(RunningServer server) {
        return server.bean(Refusals.class).counts();
    }

    @AfterEach
    void closeClients() {
        clients.forEach(SocketClient::close);
    }

    @Nested
    class ConnectionsOfOneAddress {

        @Test
        void areRefusedWith429AndComeInAgainWhenOneHasGone() {
            try (RunningServer server =
                    RunningServer.start(List.of(), "snorky.frontend.limits.connections-per-address=2")) {
                SocketClient first = connect(server);
                connect(server);
                awaitConnections(server, 2);

                assertRefused(() -> connect(server), 429);
                assertThat(refusals(server)).containsEntry("connections_per_address", 1L);

                first.close();
                awaitConnections(server, 1);
                connect(server);
            }
        }

        @Test
        void countThoseOfSockJs() {
            try (RunningServer server =
                    RunningServer.start(List.of(), "snorky.frontend.limits.connections-per-address=1")) {
                connect(server);
                awaitConnections(server, 1);

                int status = BackendClient.send(server.frontend("http", "/sockjs/000/abcdefgh/xhr"), "POST", null, "")
                        .statusCode();
                assertThat(status).isEqualTo(429);
            }
        }

        @Test
        void areToldByAProxyThatIsTrusted() {
            try (RunningServer server = RunningServer.start(
                    List.of(),
                    "server.forward-headers-strategy=native",
                    "snorky.frontend.limits.connections-per-address=1")) {
                connect(server, "X-Forwarded-For", "192.0.2.1");
                connect(server, "X-Forwarded-For", "192.0.2.2");
                connect(server, "X-Forwarded-For", "2001:db8:1:2::1");
                awaitConnections(server, 3);

                assertRefused(() -> connect(server, "X-Forwarded-For", "192.0.2.1"), 429);
                assertRefused(() -> connect(server, "X-Forwarded-For", "2001:db8:1:2::ffff"), 429);
                assertRefused(() -> connect(server, "X-Forwarded-For", "198.51.100.7, 192.0.2.1"), 429);
            }
        }

        @Test
        void areNotToldByAnybodyElse() {
            try (RunningServer server =
                    RunningServer.start(List.of(), "snorky.frontend.limits.connections-per-address=1")) {
                connect(server, "X-Forwarded-For", "192.0.2.1");
                awaitConnections(server, 1);

                assertRefused(() -> connect(server, "X-Forwarded-For", "192.0.2.2"), 429);
            }
        }
    }

    @Test
    void connectionsOfOneIdentityAreRefusedWith429() {
        try (RunningServer server =
                RunningServer.start(List.of(KnownUsers.class), "snorky.frontend.limits.connections-per-identity=1")) {
            connect(server, IdentityFilter.HEADER, "ann");
            connect(server, IdentityFilter.HEADER, "bob");
            connect(server);
            connect(server);
            awaitConnections(server, 4);

            assertRefused(() -> connect(server, IdentityFilter.HEADER, "ann"), 429);
            assertThat(refusals(server)).containsEntry("connections_per_identity", 1L);
        }
    }

    static class KnownUsers {

        @Bean
        FilterRegistrationBean<IdentityFilter> identity() {
            return new FilterRegistrationBean<>(new IdentityFilter());
        }
    }

    @Test
    void connectionsOfAllClientsAreRefusedWith503() {
        try (RunningServer server = RunningServer.start(List.of(), "snorky.frontend.limits.connections=1")) {
            connect(server);
            awaitConnections(server, 1);

            assertRefused(() -> connect(server), 503);
            JsonNode shown = WireJson.mapper()
                    .readTree(BackendClient.send(server.management("/actuator/snorky"), "GET", null, null)
                            .body());
            assertThat(shown.at("/limits/connections/total").asInt()).isEqualTo(1);
            assertThat(shown.at("/limits/refused/connections").asInt()).isEqualTo(1);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Messages {

        private final RunningServer server = RunningServer.start(
                List.of(),
                "snorky.frontend.limits.messages-per-second=1",
                "snorky.frontend.limits.message-burst=20",
                "snorky.frontend.limits.refused-messages=30",
                "snorky.frontend.limits.nesting=20",
                "snorky.frontend.limits.number-length=40",
                "snorky.frontend.limits.string-length=1000",
                "snorky.frontend.limits.idle-time=3s");

        @AfterAll
        void stop() {
            server.close();
        }

        @Test
        void aboveTheRateAreAnsweredSo() {
            SocketClient client = connect(server);
            List<String> codes = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                JsonNode reply = client.call("pubsub", "publish", "{\"channel\":1,\"message\":1}");
                assertThat(reply.get("callId").asInt()).isEqualTo(1);
                codes.add(reply.path("code").asString("none"));
            }

            assertThat(codes.subList(0, 20)).containsOnly("none");
            assertThat(codes.subList(20, 30)).contains("rate_limited");
        }

        @Test
        void thatDoNotEndCloseTheConnection() throws Exception {
            try (RawWebSocket flooding = new RawWebSocket(server.frontend("ws", "/ws"))) {
                for (int i = 0; i < 200; i++) {
                    flooding.send(RawWebSocket.TEXT, "{}".getBytes(StandardCharsets.US_ASCII));
                }
                assertThat(flooding.closeCode()).isEqualTo(1008);
            }
            assertThat(refusals(server)).containsEntry("flood", 1L);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
                    "1234567890123456789012345678901234567890123",
                    "-1.234567890123456789012345678901234567890123",
                })
        void thatAreTooDeepOrTooLongAreMalformed(String json) {
            SocketClient client = connect(server);
            client.send("{\"service\":\"pubsub\",\"message\":%s}".formatted(json));

            assertThat(client.next().at("/message/code").asString()).isEqualTo("malformed_message");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"%s\":1}", "\"%s\"", "{\"a\":[\"%s\"]}"})
        void withLongStringsAreMalformed(String json) {
            SocketClient client = connect(server);
            client.send("{\"service\":\"pubsub\",\"message\":%s}".formatted(json.formatted("x".repeat(1001))));

            assertThat(client.next().at("/message/code").asString()).isEqualTo("malformed_message");
        }

        @Test
        void thatDoNotComeCloseTheConnection() {
            assertThat(connect(server).closeCode()).isEqualTo(4002);
        }
    }
}
