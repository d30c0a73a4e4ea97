package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.snorky.protocol.WireJson;
import org.snorky.server.BackendClient;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.TestTokens;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** How clients say who they are when they connect, and for as long as they stay. */
class HandshakeTests {

    private static final Duration LONG = Duration.ofMinutes(5);

    private static RunningServer server;

    @BeforeAll
    static void startServer() {
        server = RunningServer.start(
                List.of(), "snorky.frontend.jwt.secret=" + TestTokens.SECRET, "snorky.frontend.jwt.clock-skew=0s");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static SocketClient connect(RunningServer server, String token) {
        return SocketClient.connect(server.frontend("ws", "/ws?access_token=" + token));
    }

    private static SocketClient connect(String token) {
        return connect(server, token);
    }

    private static HttpResponse<String> poll(RunningServer server, String path) {
        return BackendClient.send(
                server.frontend("http", "/sockjs/000/" + path), request -> request.POST(BodyPublishers.noBody()));
    }

    private static void assertRefused(RunningServer server, String path, Map<String, String> headers) {
        assertThatThrownBy(() -> SocketClient.connect(server.frontend("ws", path), headers))
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
                    assertThat(refused.getResponse().statusCode()).isEqualTo(401);
                    assertThat(refused.getResponse().headers().firstValue("WWW-Authenticate"))
                            .contains("Bearer");
                });
    }

    /** Whether the client can acquire what is for one identity alone. */
    private static void assertIs(String identity, SocketClient client) {
        String authorized = BackendClient.post(
                        server.management("/backend/subscriptions"),
                        "{\"items\":[{\"dealer\":\"Task\",\"query\":null}],\"identity\":\"%s\"}".formatted(identity))
                .body();
        String token = WireJson.mapper().readTree(authorized).get("token").asString();
        assertThat(client.call("datasync", "acquireSubscription", "{\"token\":\"%s\"}".formatted(token))
                        .get("type")
                        .asString())
                .isEqualTo("response");
    }

    private static JsonNode refresh(SocketClient client, String token) {
        return client.call("snorky", "refresh", "{\"token\":\"%s\"}".formatted(token));
    }

    @Nested
    class WithAToken {

        @Test
        void inTheQueryTheClientIsWhoItSays() {
            try (SocketClient client = connect(TestTokens.of("ann", LONG))) {
                JsonNode told = client.next();
                assertThat(told.get("service").asString()).isEqualTo("snorky");
                assertThat(told.at("/message/type").asString()).isEqualTo("token");
                assertThat(told.at("/message/expiresIn").asInt()).isBetween(200_000, 300_000);
                assertIs("ann", client);
            }
        }

        @Test
        void inTheHeaderAsWell() {
            try (SocketClient client = SocketClient.connect(
                    server.frontend("ws", "/ws"), Map.of("Authorization", "Bearer " + TestTokens.of("bob", LONG)))) {
                client.next();
                assertIs("bob", client);
            }
        }

        @Test
        void aSockJsClientIsToldWhenItExpires() {
            String token = TestTokens.of("ann", LONG);
            assertThat(poll(server, "sock/xhr?access_token=" + token).body()).isEqualTo("o\n");

            assertThat(poll(server, "sock/xhr?access_token=" + token).body()).contains("\\\"type\\\":\\\"token\\\"");
        }

        @Test
        void rawWebSocketsOfSockJsAreAskedToo() {
            assertRefused(server, "/sockjs/websocket", Map.of());
            SocketClient.connect(server.frontend("ws", "/sockjs/websocket?access_token=" + TestTokens.of("ann", LONG)))
                    .close();
        }

        @Test
        void thatIsNotGoodNobodyConnects() {
            String forged = TestTokens.signed(
                    TestTokens.claims("ann", Instant.now().plus(LONG)).build(), "another-secret-that-is-long-enough");
            String good = TestTokens.of("ann", LONG);
            assertRefused(server, "/ws?access_token=" + forged, Map.of());
            assertRefused(server, "/ws?access_token=", Map.of());
            assertRefused(server, "/ws", Map.of("Authorization", "Bearer x"));
            assertRefused(server, "/ws?access_token=" + good, Map.of("Authorization", "Bearer " + good));
            assertRefused(server, "/ws?access_token=" + TestTokens.of("ann", Duration.ofSeconds(-1)), Map.of());
            assertThat(poll(server, "bad/xhr?access_token=" + forged).statusCode())
                    .isEqualTo(401);
        }
    }

    @Nested
    class WithoutOne {

        @Test
        void nobodyConnectsWhereTokensCount() {
            assertRefused(server, "/ws", Map.of());
            assertThat(poll(server, "none/xhr").statusCode()).isEqualTo(401);
            assertThat(poll(server, "none/xhr_streaming").statusCode()).isEqualTo(401);
            assertThat(BackendClient.send(server.frontend("http", "/sockjs/000/none/eventsource"), request -> request)
                            .statusCode())
                    .isEqualTo(401);
        }

        @Test
        void anybodyConnectsWhereThatIsAllowed() {
            try (RunningServer open = RunningServer.start(
                            List.of(),
                            "snorky.frontend.jwt.secret=" + TestTokens.SECRET,
                            "snorky.frontend.anonymous=true");
                    SocketClient anybody = SocketClient.connect(open.frontend("ws", "/ws"));
                    SocketClient ann = connect(open, TestTokens.of("ann", LONG))) {
                anybody.call("pubsub", "subscribe", "{\"channel\":1}");
                assertThat(ann.next().at("/message/type").asString()).isEqualTo("token");
                assertRefused(open, "/ws?access_token=x", Map.of());
                assertThat(refresh(anybody, TestTokens.of("ann", LONG))
                                .get("code")
                                .asString())
                        .as("nobody becomes somebody by refreshing")
                        .isEqualTo("identity_changed");
            }
        }

        @Test
        void nobodyConnectsWhereThatIsForbidden() {
            try (RunningServer closed = RunningServer.start(List.of(), "snorky.frontend.anonymous=false")) {
                assertRefused(closed, "/ws", Map.of());
                assertRefused(closed, "/ws?access_token=" + TestTokens.of("ann", LONG), Map.of());
            }
        }
    }

    /** All connect at once, for tokens count whole seconds, and a handshake may take some on a busy machine. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class ThatExpires {

        private final Duration soon = Duration.ofSeconds(6);
        private SocketClient ending;
        private SocketClient staying;
        private CompletableFuture<String> lastPoll;

        @BeforeAll
        void connectAll() {
            String polls = "expires/xhr?access_token=" + TestTokens.of("ann", soon);
            ending = connect(TestTokens.of("ann", soon));
            staying = connect(TestTokens.of("ann", soon));
            staying.next();
            JsonNode refreshed = refresh(staying, TestTokens.of("ann", LONG));
            assertThat(refreshed.at("/data/expiresIn").asInt()).isBetween(200_000, 300_000);
            assertThat(poll(server, polls).body()).isEqualTo("o\n");
            assertThat(poll(server, polls).body()).contains("expiresIn");
            lastPoll = CompletableFuture.supplyAsync(() -> poll(server, polls).body());
        }

        @AfterAll
        void closeAll() {
            staying.close();
        }

        @Test
        void aConnectionEndsWithItsTokenAndStaysWithANewOne() {
            assertThat(ending.closeCode()).isEqualTo(4001);
            assertIs("ann", staying);
        }

        @Test
        void aPollOfSockJsEndsAlike() {
            assertThat(lastPoll.join()).isEqualTo("c[4001,\"Token expired\"]\n");
        }

        @Test
        void aTokenOfSomebodyElseOrOfNobodyChangesNothing() {
            try (SocketClient client = connect(TestTokens.of("ann", LONG))) {
                client.next();
                assertThat(refresh(client, TestTokens.of("bob", LONG))
                                .get("code")
                                .asString())
                        .isEqualTo("identity_changed");
                assertThat(refresh(client, "x").get("code").asString()).isEqualTo("invalid_access_token");
                assertThat(refresh(client, "x").get("message").asString()).isEqualTo("Invalid access token");
                assertIs("ann", client);
            }
        }
    }

    @Test
    void aSignOfLifeIsAnsweredToAnybody() {
        try (SocketClient client = connect(TestTokens.of("ann", LONG))) {
            client.next();
            assertThat(client.call("snorky", "ping", "{}").get("type").asString())
                    .isEqualTo("response");
        }
    }

    @Nested
    @ExtendWith(OutputCaptureExtension.class)
    class InLogs {

        /** The container itself logs what it parses, at levels that are for its own developers. */
        @Test
        void noTokenStands(CapturedOutput output) {
            String token = TestTokens.of("ann", LONG);
            try (RunningServer chatty = RunningServer.start(
                    List.of(),
                    "logging.level.org.springframework=trace",
                    "logging.level.org.snorky=trace",
                    "snorky.frontend.jwt.secret=" + TestTokens.SECRET)) {
                try (SocketClient client = connect(chatty, token)) {
                    client.next();
                    client.socket().abort();
                }
                poll(chatty, "logged/xhr?access_token=" + token);
                poll(chatty, "logged/xhr?access_token=" + token);
                assertRefused(chatty, "/ws?access_token=" + token + "x", Map.of());
            }
            String signature = token.substring(token.lastIndexOf('.') + 1);

            assertThat(output.toString())
                    .contains("POST \"/sockjs/000/logged/xhr\"")
                    .contains("GET \"/ws\"");
            assertThat(output.toString().lines().filter(line -> line.contains(signature)))
                    .isEmpty();
        }
    }
}
