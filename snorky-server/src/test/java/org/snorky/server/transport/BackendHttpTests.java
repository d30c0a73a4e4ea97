package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.protocol.WireJson;
import org.snorky.server.BackendClient;
import org.snorky.server.RunningServer;
import org.snorky.server.SnorkyServer;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.Service;
import org.snorky.server.service.ServiceRegistration;
import org.snorky.server.service.ServiceRegistry;
import org.snorky.server.session.ClientSession;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;

/** What the HTTP backend does beside the wire examples. */
class BackendHttpTests {

    private static RunningServer server;

    @BeforeAll
    static void startServer() {
        server = RunningServer.start(List.of(SlowService.class), "snorky.backend.max-body=100KB");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static URI url(String path) {
        return server.management(path);
    }

    @SnorkyService(value = "slow", registry = ServiceRegistry.BACKEND)
    static class SlowService {

        @RpcCommand
        CompletionStage<String> later() {
            return CompletableFuture.supplyAsync(() -> "at last");
        }

        @RpcCommand
        CompletionStage<String> never() {
            return new CompletableFuture<>();
        }
    }

    static class SilentService {

        @Bean
        ServiceRegistration silent() {
            return new ServiceRegistration(ServiceRegistry.BACKEND, new Service() {

                @Override
                public String name() {
                    return "silent";
                }

                @Override
                public void received(ClientSession client, JsonNode message) {}
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"the-key-before-this-one", RunningServer.KEY})
    void acceptsEachKey(String key) {
        HttpResponse<String> response =
                BackendClient.send(url("/backend"), "POST", key, "{\"service\":\"x\",\"message\":1}");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", RunningServer.KEY + "x", "the-key-before-this-one,a-key-for-the-tests-of-the-server"})
    void refusesOtherKeysBeforeItReadsAnything(String key) {
        HttpResponse<String> response = BackendClient.send(url("/backend"), "POST", key, "x".repeat(200_000));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void waitsForAnAnswerThatComesLater() {
        HttpResponse<String> response = BackendClient.post(
                url("/backend"),
                "{\"service\":\"slow\",\"message\":{\"command\":\"later\",\"params\":{},\"callId\":1}}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(WireJson.mapper()
                        .readTree(response.body())
                        .at("/message/data")
                        .asString())
                .isEqualTo("at last");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"service\":\"slow\",\"message\":{\"command\":\"never\",\"params\":{}}}",
                "{\"service\":\"silent\",\"message\":1}"
            })
    void doesNotHangWhenAServiceNeverAnswers(String envelope) {
        HttpResponse<String> response;
        try (RunningServer impatient =
                RunningServer.start(List.of(SlowService.class, SilentService.class), "snorky.backend.timeout=500ms")) {
            response = BackendClient.post(impatient.management("/backend"), envelope);
        }

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(WireJson.mapper().readTree(response.body()).get("code").asString())
                .isEqualTo("timeout");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /backend,               405",
        "PUT,    /backend,               405",
        "GET,    /backend/deltas,        405",
        "DELETE, /backend/subscriptions, 405",
        "GET,    /backend/other,         404",
        "POST,   /backend/deltas/1,      404",
        "DELETE, /backend/subscriptions/a/b, 404"
    })
    void knowsItsResourcesAndTheirMethods(String method, String path, int status) {
        HttpResponse<String> response = BackendClient.send(url(path), method, RunningServer.KEY, null);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                   | 200",
                "application/json;charset=utf-8     | 200",
                "application/vnd.app+json           | 200",
                "application/json;charset=utf-16    | 415",
                "text/plain                         | 415",
                "application/x-www-form-urlencoded  | 415",
                "/                                  | 415"
            })
    void takesJsonInUtf8(String type, int status) {
        HttpResponse<String> response =
                BackendClient.send(url("/backend/deltas"), request -> request.header("X-Backend-Key", RunningServer.KEY)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString("[]")));

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void takesBodiesThatSayNothingOfTheirType() {
        HttpResponse<String> response =
                BackendClient.send(url("/backend/deltas"), request -> request.header("X-Backend-Key", RunningServer.KEY)
                        .POST(BodyPublishers.ofString("[]")));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesBodiesThatAreTooLongWhateverLengthTheyAnnounce() {
        HttpResponse<String> chunked = BackendClient.send(url("/backend"), request -> request.header(
                        "X-Backend-Key", RunningServer.KEY)
                .POST(BodyPublishers.ofByteArrays(
                        Stream.generate(() -> new byte[10_000]).limit(20).toList())));

        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(BackendClient.post(url("/backend"), "x".repeat(102_401)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void inflatesNothing() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[50_000_000]);
        }
        assertThat(bomb.size()).isLessThan(102_400);

        HttpResponse<String> response =
                BackendClient.send(url("/backend/deltas"), request -> request.header("X-Backend-Key", RunningServer.KEY)
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(bomb.toByteArray())));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("unsupported_content_encoding");
    }

    @Test
    void countsRequestsWithoutAGoodKey() {
        double before = refused("wrong") + refused("missing");
        BackendClient.send(url("/backend"), "POST", "a-key-that-nobody-has", "{}");
        BackendClient.send(url("/backend"), "POST", null, "{}");

        assertThat(refused("wrong") + refused("missing")).isEqualTo(before + 2);
    }

    private static double refused(String key) {
        return server.bean(MeterRegistry.class)
                .get("snorky.backend.refused")
                .tag("key", key)
                .counter()
                .count();
    }

    @Test
    void namesTheOffendingDeltaOfABatchOverRpcToo() {
        HttpResponse<String> response = BackendClient.post(
                url("/backend"),
                "{\"service\":\"datasync_backend\",\"message\":{\"command\":\"publishDeltas\",\"params\":{\"deltas\":["
                        + "{\"type\":\"insert\",\"model\":\"T\",\"data\":{}},{\"type\":\"insert\",\"model\":\"T\"}]}}}");

        JsonNode failure = WireJson.mapper().readTree(response.body()).get("message");
        assertThat(failure.get("code").asString()).isEqualTo("missing_field");
        assertThat(failure.get("pointer").asString()).isEqualTo("/deltas/1/data");
    }

    @Test
    void takesABodyOfAlmostTheLimitToAService() {
        HttpResponse<String> response = BackendClient.post(
                url("/backend"),
                "{\"service\":\"pubsub_backend\",\"message\":{\"command\":\"publish\",\"params\":{\"channel\":1,\"message\":\"%s\"}}}"
                        .formatted("x".repeat(102_000)));

        assertThat(WireJson.mapper()
                        .readTree(response.body())
                        .at("/message/type")
                        .asString())
                .isEqualTo("response");
    }

    @Test
    void readsAndWritesUtf8() {
        HttpResponse<String> response = BackendClient.post(url("/backend"), "{\"service\":\"ü€😀\",\"message\":1}");

        assertThat(WireJson.mapper()
                        .readTree(response.body().getBytes(StandardCharsets.UTF_8))
                        .get("service")
                        .asString())
                .isEqualTo("ü€😀");
    }

    @Test
    void refusesInvalidUtf8() {
        HttpResponse<String> response =
                BackendClient.send(url("/backend"), request -> request.header("X-Backend-Key", RunningServer.KEY)
                        .POST(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xc3, 0x28, '"'})));

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void isNotOnTheFrontendsPort() {
        HttpResponse<String> response = BackendClient.post(server.frontend("http", "/backend"), "{}");

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void hasDefaultsOfTheStandaloneServerOnlyThere() {
        assertThat(SnorkyServer.class.getResource("/application.yml")).isNull();
        assertThat(SnorkyServer.defaults().get("server.port")).isEqualTo(5001);
        assertThat(SnorkyServer.defaults().get("management.server.address")).isEqualTo("127.0.0.1");
    }
}
