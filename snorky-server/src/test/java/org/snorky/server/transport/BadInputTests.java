package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snorky.protocol.WireJson;
import org.snorky.server.BackendClient;
import org.snorky.server.RawWebSocket;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.transport.socket.OpenSessions;
import tools.jackson.databind.JsonNode;

/** What clients and backends can get wrong: each gets a clear answer, and nobody else notices. */
class BadInputTests {

    private static RunningServer server;

    private SocketClient bystander;

    @BeforeAll
    static void startServer() {
        server = RunningServer.start(
                List.of(),
                "snorky.datasync.dealers.FilteredTasks.type=filter",
                "snorky.datasync.dealers.FilteredTasks.model=Task",
                "snorky.datasync.max-subscriptions-per-client=100",
                "snorky.pubsub.max-channels-per-client=100",
                "snorky.backend.max-body=1MB",
                "snorky.frontend.limits.messages-per-second=0");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void connectBystander() {
        bystander = connect();
        bystander.call("pubsub", "subscribe", "{\"channel\":\"bystanders\"}");
    }

    @AfterEach
    void bystanderNoticedNothing() {
        bystander.call("pubsub", "publish", "{\"channel\":\"other\",\"message\":1}");
        assertThat(bystander.isClosed()).isFalse();
        bystander.close();
    }

    private static SocketClient connect() {
        return SocketClient.connect(server.frontend("ws", "/ws"));
    }

    record Row(String name, String text, String code) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> messages() {
        String datasync = "{\"service\":\"datasync\",\"message\":{\"command\":\"%s\",\"params\":%s,\"callId\":1}}";
        String pubsub = "{\"service\":\"pubsub\",\"message\":{\"command\":\"%s\",\"params\":%s,\"callId\":1}}";
        return Stream.of(
                new Row("notJson", "hello", "invalid_json"),
                new Row("nothing", "", "invalid_json"),
                new Row("cutOff", "{\"service\":", "invalid_json"),
                new Row("twoValues", "{}{}", "invalid_json"),
                new Row("tenThousandLevels", "[".repeat(10_000) + "]".repeat(10_000), "malformed_message"),
                new Row(
                        "tenThousandLevelsInside",
                        pubsub.formatted(
                                "publish",
                                "{\"channel\":1,\"message\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"),
                        "malformed_message"),
                new Row(
                        "numberTooLong",
                        "{\"service\":\"pubsub\",\"message\":" + "9".repeat(5_000) + "}",
                        "malformed_message"),
                new Row(
                        "exponentTooLarge",
                        pubsub.formatted("subscribe", "{\"channel\":1e2147483647}"),
                        "malformed_message"),
                new Row("exponentThatNoNumberHas", "{\"service\":1e2147483648}", "malformed_message"),
                new Row("noEnvelope", "{\"hello\":1}", "malformed_message"),
                new Row("serviceIsNoText", "{\"service\":1,\"message\":{}}", "malformed_message"),
                new Row("noMessage", "{\"service\":\"pubsub\"}", "malformed_message"),
                new Row(
                        "serviceNameTooLong",
                        "{\"service\":\"%s\",\"message\":{}}".formatted("x".repeat(501)),
                        "name_too_long"),
                new Row(
                        "tagTooLong",
                        datasync.formatted(
                                "acquireSubscription", "{\"token\":\"x\",\"tag\":\"%s\"}".formatted("x".repeat(501))),
                        "name_too_long"),
                new Row("unknownService", "{\"service\":\"weather\",\"message\":{}}", "no_such_service"),
                new Row("backendService", "{\"service\":\"datasync_backend\",\"message\":{}}", "no_such_service"),
                new Row("messageIsNoCall", "{\"service\":\"pubsub\",\"message\":7}", "malformed_message"),
                new Row("unknownCommand", pubsub.formatted("fly", "{}"), "unknown_command"),
                new Row("methodThatIsNoCommand", pubsub.formatted("hashCode", "{}"), "unknown_command"),
                new Row("missingParameter", pubsub.formatted("subscribe", "{}"), "invalid_params"),
                new Row("unknownParameter", pubsub.formatted("subscribe", "{\"channel\":1,\"x\":1}"), "invalid_params"),
                new Row("paramsAreNoObject", pubsub.formatted("subscribe", "[1]"), "invalid_params"),
                new Row("notSubscribed", pubsub.formatted("unsubscribe", "{\"channel\":1}"), "not_subscribed"),
                new Row("tokenIsNoText", datasync.formatted("acquireSubscription", "{\"token\":1}"), "invalid_token"),
                new Row(
                        "tagOfWrongType",
                        datasync.formatted("acquireSubscription", "{\"token\":\"x\",\"tag\":1}"),
                        "invalid_params"),
                new Row(
                        "unknownToken",
                        datasync.formatted("acquireSubscription", "{\"token\":\"x\"}"),
                        "no_such_subscription"),
                new Row(
                        "unknownTokenToCancel",
                        datasync.formatted("cancelSubscription", "{\"token\":\"x\"}"),
                        "no_such_subscription"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void answersABadMessageAndGoesOn(Row row) {
        try (SocketClient client = connect()) {
            client.send(row.text());

            assertThat(client.next().at("/message/code").asString()).isEqualTo(row.code());
            assertThat(client.call("pubsub", "subscribe", "{\"channel\":1}")
                            .get("type")
                            .asString())
                    .isEqualTo("response");
        }
    }

    record Frame(String name, int opcode, byte[] payload, int closeCode) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Frame> frames() {
        byte[] invalidUtf8 = {'"', (byte) 0xc3, (byte) 0x28, '"'};
        return Stream.of(
                new Frame("invalidUtf8", RawWebSocket.TEXT, invalidUtf8, 1007),
                new Frame("binary", RawWebSocket.BINARY, new byte[] {1, 2, 3}, 1003),
                new Frame("aMegabyteWhereKilobytesAreAllowed", RawWebSocket.TEXT, filled(1 << 20), 1009),
                new Frame("oneByteTooMany", RawWebSocket.TEXT, filled((64 << 10) + 1), 1009),
                new Frame("unknownOpcode", 5, new byte[] {1}, 1002));
    }

    private static byte[] filled(int length) {
        return "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void closesWithTheRightCodeAtABadFrame(Frame frame) throws Exception {
        try (RawWebSocket client = new RawWebSocket(server.frontend("ws", "/ws"))) {
            client.send(frame.opcode(), frame.payload());

            assertThat(client.closeCode()).isEqualTo(frame.closeCode());
        }
    }

    @Test
    void countsTheBytesOfAMessageInParts() throws Exception {
        try (RawWebSocket client = new RawWebSocket(server.frontend("ws", "/ws"))) {
            client.sendPart(RawWebSocket.TEXT, filled(40 << 10));
            client.sendPart(0, filled(40 << 10));

            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void takesAMessageOfExactlyTheAllowedLength() {
        try (SocketClient client = connect()) {
            String begin =
                    "{\"service\":\"pubsub\",\"message\":{\"command\":\"publish\",\"params\":{\"channel\":1,\"message\":\"";
            String end = "\"},\"callId\":1}}";
            client.send(begin + "x".repeat((64 << 10) - begin.length() - end.length()) + end);

            assertThat(client.next().at("/message/type").asString()).isEqualTo("response");
        }
    }

    @Test
    void allowsSoManySubscriptionsAndNoMore() {
        try (SocketClient client = connect()) {
            List<String> codes = IntStream.range(0, 1000)
                    .mapToObj(i ->
                            client.call("datasync", "acquireSubscription", "{\"token\":\"%s\"}".formatted(token())))
                    .map(reply -> reply.path("code").asString("none"))
                    .toList();

            assertThat(codes.subList(0, 100)).containsOnly("none");
            assertThat(codes.subList(100, 1000)).containsOnly("too_many_subscriptions");
        }
    }

    @Test
    void allowsSoManyChannelsAndNoMore() {
        try (SocketClient client = connect()) {
            List<String> codes = IntStream.range(0, 200)
                    .mapToObj(i -> client.call("pubsub", "subscribe", "{\"channel\":%d}".formatted(i)))
                    .map(reply -> reply.path("code").asString("none"))
                    .toList();

            assertThat(codes.subList(0, 100)).containsOnly("none");
            assertThat(codes.subList(100, 200)).containsOnly("too_many_channels");
        }
    }

    @Test
    void doesNotGiveOneClientTheSubscriptionOfAnother() {
        String token = token();
        try (SocketClient owner = connect();
                SocketClient thief = connect()) {
            owner.call("datasync", "acquireSubscription", "{\"token\":\"%s\"}".formatted(token));

            JsonNode cancelled = thief.call("datasync", "cancelSubscription", "{\"token\":\"%s\"}".formatted(token));
            assertThat(cancelled.get("code").asString()).isEqualTo("no_such_subscription");
            JsonNode acquired = thief.call("datasync", "acquireSubscription", "{\"token\":\"%s\"}".formatted(token));
            assertThat(acquired.path("code").asString("none")).isNotEqualTo("none");
        }
    }

    private static String token() {
        HttpResponse<String> response = BackendClient.post(
                server.management("/backend/subscriptions"), "{\"items\":[{\"dealer\":\"Task\",\"query\":null}]}");
        return WireJson.mapper().readTree(response.body()).get("token").asString();
    }

    record Request(String name, String path, String body, int status, String code, String pointer) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Request> requests() {
        String deltas = "/backend/deltas";
        String subscriptions = "/backend/subscriptions";
        return Stream.of(
                new Request("notJson", deltas, "hello", 400, "invalid_json", ""),
                new Request("nothing", deltas, "", 400, "invalid_json", ""),
                new Request("tenThousandLevels", deltas, "[".repeat(10_000), 400, "malformed_message", ""),
                new Request("exponentThatNoNumberHas", deltas, "1e2147483648", 400, "malformed_message", ""),
                new Request("noList", deltas, "7", 400, "invalid_params", ""),
                new Request("noDelta", deltas, "[7]", 400, "invalid_params", "/0"),
                new Request(
                        "deltaWithoutType", deltas, "[{\"model\":\"T\",\"data\":{}}]", 400, "missing_field", "/0/type"),
                new Request(
                        "deltaWithoutModel",
                        deltas,
                        "[{\"type\":\"insert\",\"data\":{}}]",
                        400,
                        "missing_field",
                        "/0/model"),
                new Request(
                        "deltaWithoutData",
                        deltas,
                        "[{\"type\":\"insert\",\"model\":\"T\"}]",
                        400,
                        "missing_field",
                        "/0/data"),
                new Request(
                        "updateWithoutOldData",
                        deltas,
                        "[{\"type\":\"update\",\"model\":\"T\",\"newData\":{}}]",
                        400,
                        "missing_field",
                        "/0/oldData"),
                new Request(
                        "unknownType",
                        deltas,
                        "[{\"type\":\"x\",\"model\":\"T\",\"data\":{}}]",
                        400,
                        "invalid_delta_type",
                        "/0/type"),
                new Request(
                        "badDeltaInABatch",
                        deltas,
                        "{\"batchId\":\"b\",\"deltas\":[{\"type\":\"insert\",\"model\":1,\"data\":{}}]}",
                        400,
                        "invalid_model",
                        "/deltas/0/model"),
                new Request(
                        "batchIdOfWrongType",
                        deltas,
                        "{\"batchId\":1,\"deltas\":[]}",
                        400,
                        "invalid_params",
                        "/batchId"),
                new Request(
                        "misspeltBatch",
                        deltas,
                        "{\"batchID\":\"b\",\"deltas\":[]}",
                        400,
                        "invalid_params",
                        "/batchID"),
                new Request("noItems", subscriptions, "{}", 400, "missing_field", "/items"),
                new Request("emptyItems", subscriptions, "{\"items\":[]}", 400, "invalid_params", "/items"),
                new Request(
                        "unknownDealer",
                        subscriptions,
                        "{\"items\":[{\"dealer\":7,\"query\":null}]}",
                        400,
                        "invalid_dealer",
                        "/items/0/dealer"),
                new Request(
                        "badFilter",
                        subscriptions,
                        "{\"items\":[{\"dealer\":\"FilteredTasks\",\"query\":[\"like\",\"a\",\"b\"]}]}",
                        400,
                        "invalid_filter",
                        "/items/0/query/0"),
                new Request("tooLong", deltas, "\"" + "x".repeat(1 << 20) + "\"", 413, "message_too_big", ""),
                new Request("unknownResource", "/backend/weather", "{}", 404, "not_found", ""));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void answersABadRequestWithAProblem(Request request) {
        HttpResponse<String> response = BackendClient.post(server.management(request.path()), request.body());

        JsonNode problem = WireJson.mapper().readTree(response.body());
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.statusCode()).isEqualTo(request.status());
        assertThat(problem.get("status").asInt()).isEqualTo(request.status());
        assertThat(problem.get("code").asString()).isEqualTo(request.code());
        assertThat(problem.path("pointer").asString("")).isEqualTo(request.pointer());
    }

    @Test
    void answersEachOfAFloodOfBadMessages() {
        try (SocketClient client = connect()) {
            for (int i = 0; i < 5_000; i++) {
                client.send("not json");
            }
            for (int i = 0; i < 5_000; i++) {
                assertThat(client.next().at("/message/code").asString()).isEqualTo("invalid_json");
            }
        }
    }

    @Test
    void forgetsClientsThatHaveGone() {
        SocketClient client = connect();
        // The handshake is answered before the session counts; a message is answered after.
        client.send("not json");
        client.next();
        int before = server.bean(OpenSessions.class).size();
        client.socket().abort();

        await().until(() -> server.bean(OpenSessions.class).size() < before);
    }
}
