package org.snorky.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.protocol.WireJson;
import org.snorky.server.BackendClient;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;

/** Embedded in applications with Spring Security: the backend's guard is its key, everything else theirs. */
class SecuredTests {

    private static final String[] USER = {"spring.security.user.name=ann", "spring.security.user.password=secret"};

    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));

    private static int status(URI url) {
        return BackendClient.send(url, request -> request).statusCode();
    }

    private static int statusForAnn(URI url) {
        return BackendClient.send(url, request -> request.header("Authorization", AUTHORIZATION))
                .statusCode();
    }

    @Nested
    class WithBootsOwnChain {

        private static RunningServer application;

        @BeforeAll
        static void start() {
            application = RunningServer.embedded(SecuredApplication.class, USER);
        }

        @AfterAll
        static void stop() {
            application.close();
        }

        @Test
        void isStillInForce() {
            assertThat(status(application.frontend("http", "/hello"))).isEqualTo(401);
            assertThat(status(application.management("/actuator/info"))).isEqualTo(401);
            assertThat(statusForAnn(application.frontend("http", "/hello"))).isEqualTo(200);
            assertThat(application
                            .context()
                            .getBeanNamesForType(org.springframework.security.web.SecurityFilterChain.class))
                    .hasSize(1);
        }

        @Test
        void letsBackendsInByKeyAlone() {
            String envelope = "{\"service\":\"x\",\"message\":1}";
            HttpResponse<String> withKey = BackendClient.post(application.management("/backend"), envelope);
            HttpResponse<String> withoutKey =
                    BackendClient.send(application.management("/backend"), "POST", null, envelope);

            assertThat(withKey.statusCode()).isEqualTo(200);
            assertThat(withoutKey.statusCode()).isEqualTo(401);
            assertThat(withoutKey.body()).contains("invalid_key");
            assertThat(BackendClient.post(application.management("/backend/deltas"), "[]")
                            .statusCode())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/backend/../actuator/info", "/backend/%2e%2e/actuator/info", "/backend;/../actuator/info"})
        void isNotPassedByWaysAroundTheBackend(String path) {
            assertThat(BackendClient.post(application.management(path), "{}").statusCode())
                    .isIn(400, 401);
        }

        @Test
        void guardsAPathOfTheApplicationThatIsCalledLikeTheBackend() {
            assertThat(BackendClient.post(application.frontend("http", "/backend"), "{}")
                            .statusCode())
                    .isIn(401, 403);
        }

        @Test
        void makesTheUserTheIdentityOfTheClient() {
            assertThatThrownBy(() -> SocketClient.connect(application.frontend("ws", "/ws")))
                    .cause()
                    .isInstanceOf(WebSocketHandshakeException.class);

            String token = authorizedFor("ann");
            String strangers = authorizedFor("bob");
            try (SocketClient client =
                    SocketClient.connect(application.frontend("ws", "/ws"), Map.of("Authorization", AUTHORIZATION))) {
                assertThat(client.call("datasync", "acquireSubscription", "{\"token\":\"%s\"}".formatted(token))
                                .get("type")
                                .asString())
                        .isEqualTo("response");
                assertThat(client.call("datasync", "acquireSubscription", "{\"token\":\"%s\"}".formatted(strangers))
                                .path("code")
                                .asString())
                        .isEqualTo("no_such_subscription");
            }
        }

        private static String authorizedFor(String identity) {
            String body = BackendClient.post(
                            application.management("/backend/subscriptions"),
                            "{\"items\":[{\"dealer\":\"Task\",\"query\":null}],\"identity\":\"%s\"}"
                                    .formatted(identity))
                    .body();
            return WireJson.mapper().readTree(body).get("token").asString();
        }
    }

    @Nested
    class WithAChainOfTheApplication {

        private static RunningServer application;

        @BeforeAll
        static void start() {
            application = RunningServer.embedded(OwnChainApplication.class, USER);
        }

        @AfterAll
        static void stop() {
            application.close();
        }

        @Test
        void isStillInForce() {
            assertThat(status(application.frontend("http", "/hello"))).isEqualTo(401);
            assertThat(status(application.management("/actuator/health"))).isEqualTo(401);
            assertThat(statusForAnn(application.frontend("http", "/hello"))).isEqualTo(200);
        }

        @Test
        void letsClientsAndBackendsIn() {
            try (SocketClient client = SocketClient.connect(application.frontend("ws", "/ws"))) {
                client.call("pubsub", "subscribe", "{\"channel\":1}");
                BackendClient.post(application.management("/backend/publications"), "{\"channel\":1,\"message\":2}");
                assertThat(client.next().at("/message/message").asInt()).isEqualTo(2);
            }
        }
    }
}
