package org.snorky.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.snorky.protocol.WireJson;
import org.snorky.server.BackendClient;
import org.snorky.server.SocketClient;
import tools.jackson.databind.JsonNode;

/** The executable jar, as operators run it: configured by environment and a file, extended by a plugin, stopped. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExecutableJarIT {

    private static final String OLD_KEY = "the-key-before-this-one";
    private static final String NEW_KEY = "the-key-that-comes-after-it";

    @TempDir
    private static Path folder;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException, URISyntaxException {
        PluginJar.build(Files.createDirectories(folder.resolve("build")), folder.resolve("plugins/greeting.jar"));
        ChatPluginJar.pack(folder.resolve("plugins/my-chat.jar"));
        Files.writeString(folder.resolve("application.yml"), """
                snorky.datasync.dealers: {AllTasks: {type: broadcast, model: Task}}
                snorky.pubsub.enabled: false
                snorky.frontend.shutdown.reconnects-per-second: 1
                """);
        server = ServerProcess.start(folder, Map.of("SNORKY_BACKEND_KEYS", OLD_KEY + "," + NEW_KEY))
                .awaitStarted();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode get(String path) {
        HttpResponse<String> response = BackendClient.send(server.management(path), request -> request);
        assertThat(response.statusCode()).isEqualTo(200);
        return WireJson.mapper().readTree(response.body());
    }

    @Test
    void servesAServiceThatAPluginAdds() {
        try (SocketClient client = SocketClient.connect(server.frontend("ws", "/ws"))) {
            assertThat(client.call("greeting", "greet", "{\"name\":\"Ann\"}")
                            .get("data")
                            .asString())
                    .isEqualTo("Hello, Ann");
        }
    }

    @Test
    void servesTheChatOfTheGuide() {
        try (SocketClient ann = SocketClient.connect(server.frontend("ws", "/ws"));
                SocketClient bob = SocketClient.connect(server.frontend("ws", "/ws"))) {
            ann.call("my_chat", "join", "{}");
            bob.call("my_chat", "join", "{}");
            ann.send("""
                    {"service":"my_chat","message":{"command":"send_message","params":{"body":"hello"}}}""");

            assertThat(bob.next().at("/message/body").asString()).isEqualTo("hello");
        }
    }

    @Test
    void servesTheBrowserClient() {
        HttpResponse<String> script = BackendClient.send(server.frontend("http", "/snorky.js"), request -> request);
        String tag = script.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = BackendClient.send(
                server.frontend("http", "/snorky.js"), request -> request.header("If-None-Match", tag));

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Content-Type")).contains("text/javascript;charset=UTF-8");
        assertThat(script.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(script.body()).contains("Snorky");
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void takesEachKeyOfTheEnvironment() {
        for (String key : new String[] {OLD_KEY, NEW_KEY}) {
            assertThat(BackendClient.send(server.management("/backend/deltas"), "POST", key, "[]")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(server.log()).doesNotContain("generated backend key").doesNotContain(OLD_KEY);
    }

    @Test
    void showsWhatItServes() {
        JsonNode details = get("/actuator/snorky");

        assertThat(details.at("/services/frontend").findValuesAsString("name"))
                .containsExactlyInAnyOrder("snorky", "chat", "messaging", "cursors", "datasync", "greeting", "my_chat");
        assertThat(details.at("/datasync/dealers").findValuesAsString("name"))
                .containsExactly("AllTasks", "AllGreetings");
        assertThat(details.at("/datasync/log/maxEntries").asInt()).isPositive();
        assertThat(details.at("/sessions/queuedBytes").asInt()).isZero();
    }

    @Test
    void isHealthyAliveAndReady() {
        assertThat(get("/actuator/health").at("/components/snorky/status").asString())
                .isEqualTo("UP");
        assertThat(get("/actuator/health/liveness").get("status").asString()).isEqualTo("UP");
        assertThat(get("/actuator/health/readiness")
                        .at("/components/snorky/status")
                        .asString())
                .isEqualTo("UP");
    }

    @Test
    void offersMetricsToPrometheus() {
        String metrics = BackendClient.send(server.management("/actuator/prometheus"), request -> request)
                .body();

        assertThat(metrics)
                .contains("snorky_sessions{transport=\"websocket\"}")
                .contains("snorky_outbound_queue_bytes")
                .contains("snorky_datasync_subscriptions");
    }

    @Test
    void letsOnlyThisMachineToTheManagementPort() throws Exception {
        Optional<InetAddress> other = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .findFirst();
        assumeThat(other).isPresent();

        assertThatThrownBy(() -> new Socket(other.orElseThrow(), server.managementPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void tellsClientsWhenToComeBackAndSendsThemAwayWhenItIsStopped() {
        List<SocketClient> clients = Stream.generate(() -> SocketClient.connect(server.frontend("ws", "/ws")))
                .limit(20)
                .toList();
        URI readiness = server.management("/actuator/health/readiness");
        server.terminate();

        List<Integer> told = clients.stream()
                .map(client -> {
                    JsonNode message = client.next().get("message");
                    assertThat(message.get("type").asString()).isEqualTo("goingAway");
                    return message.get("comeBackIn").asInt();
                })
                .toList();
        assertThat(isReady(readiness)).isFalse();
        assertThat(told).allSatisfy(millis -> assertThat(millis).isBetween(0, 20_000));
        assertThat(told).as("at or before the middle of the window").anyMatch(millis -> millis <= 10_000);
        assertThat(told).as("past the middle of the window").anyMatch(millis -> millis > 10_000);
        assertThat(clients).allSatisfy(client -> assertThat(client.closeCode()).isEqualTo(1012));
        assertThat(server.exitCode()).isEqualTo(143);
    }

    private static boolean isReady(URI readiness) {
        try {
            return BackendClient.send(readiness, request -> request).statusCode() == 200;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    @Test
    void doesNotStartWithAWellKnownKey(@TempDir Path other) {
        try (ServerProcess unsafe = ServerProcess.start(other, Map.of("SNORKY_BACKEND_KEYS", "swordfish"))) {
            assertThat(unsafe.exitCode()).isEqualTo(1);
            assertThat(unsafe.log())
                    .contains("APPLICATION FAILED TO START")
                    .contains("snorky.backend.keys[0] is shorter than 16 characters")
                    .contains("openssl rand -hex 32")
                    .doesNotContain("swordfish");
        }
    }

    @Test
    void makesUpAKeyWhereNoneIsSetAndTakesPluginsFromElsewhere(@TempDir Path other) {
        Map<String, String> environment =
                Map.of("LOADER_PATH", folder.resolve("plugins").toString());
        try (ServerProcess unconfigured =
                ServerProcess.start(other, environment).awaitStarted()) {
            String key = unconfigured.log().replaceAll("(?s).*generated backend key: (\\S+).*", "$1");

            assertThat(BackendClient.send(unconfigured.management("/backend/deltas"), "POST", key, "[]")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(unconfigured.log()).containsOnlyOnce(key);
            try (SocketClient client = SocketClient.connect(unconfigured.frontend("ws", "/ws"))) {
                assertThat(client.call("greeting", "greet", "{\"name\":\"Bob\"}")
                                .get("data")
                                .asString())
                        .isEqualTo("Hello, Bob");
            }
        }
    }
}
