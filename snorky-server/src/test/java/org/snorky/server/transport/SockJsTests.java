package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snorky.protocol.WireJson;
import org.snorky.server.BackendClient;
import org.snorky.server.RunningServer;
import org.snorky.server.transport.socket.OpenSessions;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.sockjs.client.RestTemplateXhrTransport;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.Transport;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;
import tools.jackson.databind.JsonNode;

class SockJsTests {

    private static RunningServer server;

    @BeforeAll
    static void startServer() {
        server = RunningServer.start(List.of(), "snorky.frontend.sockjs.heartbeat=300ms");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** A client that keeps what it receives until it is asked. */
    private static final class Client extends TextWebSocketHandler {

        private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
        private volatile CloseStatus closed;

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) {
            received.add(WireJson.mapper().readTree(message.getPayload()));
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            closed = status;
        }

        private JsonNode next() throws InterruptedException {
            JsonNode message = received.poll(60, TimeUnit.SECONDS);
            assertThat(message).as("a message").isNotNull();
            return message.get("message");
        }
    }

    record Way(String name, Transport transport) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        RestTemplateXhrTransport streaming = new RestTemplateXhrTransport(new RestTemplate());
        RestTemplateXhrTransport polling = new RestTemplateXhrTransport(new RestTemplate());
        polling.setXhrStreamingDisabled(true);
        return Stream.of(
                new Way("websocket", new WebSocketTransport(new StandardWebSocketClient())),
                new Way("xhr-streaming", streaming),
                new Way("xhr-polling", polling));
    }

    private static WebSocketSession connect(Way way, Client client) throws Exception {
        return connect(server, way, client);
    }

    private static WebSocketSession connect(RunningServer server, Way way, Client client) throws Exception {
        return new SockJsClient(List.of(way.transport()))
                .execute(client, server.frontend("http", "/sockjs").toString())
                .get(60, TimeUnit.SECONDS);
    }

    private static void call(WebSocketSession session, String command, String params) throws Exception {
        session.sendMessage(new TextMessage("""
                {"service":"pubsub","message":{"command":"%s","params":%s,"callId":1}}""".formatted(command, params)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sendsAndReceivesInOrder(Way way) throws Exception {
        Client client = new Client();
        WebSocketSession session = connect(way, client);
        call(session, "subscribe", "{\"channel\":\"%s\"}".formatted(way));
        assertThat(client.next().get("type").asString()).isEqualTo("response");

        for (int i = 0; i < 50; i++) {
            BackendClient.post(
                    server.management("/backend/publications"),
                    "{\"channel\":\"%s\",\"message\":%d}".formatted(way, i));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(client.next().get("message").asInt()).isEqualTo(i);
        }
        assertThat(server.bean(OpenSessions.class).count("sockjs")).isPositive();
        session.close();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void closesAtAMessageThatIsTooLong(Way way) throws Exception {
        Client client = new Client();
        WebSocketSession session = connect(way, client);
        call(session, "publish", "{\"channel\":\"%s\",\"message\":\"%s\"}".formatted(way, "x".repeat(70_000)));

        await().until(() -> client.closed != null);
        assertThat(client.closed.getCode()).isEqualTo(1009);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void answersWhatIsNotJson(Way way) throws Exception {
        Client client = new Client();
        WebSocketSession session = connect(way, client);
        session.sendMessage(new TextMessage("hello"));

        assertThat(client.next().get("code").asString()).isEqualTo("invalid_json");
        session.close();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void tellsClientsWhenToComeBackWhenTheServerStops(Way way) throws Exception {
        RunningServer stopping = RunningServer.start(List.of());
        Client client = new Client();
        WebSocketSession session = connect(stopping, way, client);
        call(session, "subscribe", "{\"channel\":1}");
        assertThat(client.next().get("type").asString()).isEqualTo("response");

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);

        assertThat(client.next().get("type").asString()).isEqualTo("goingAway");
        await().until(() -> client.closed != null);
        assertThat(client.closed.getCode()).isEqualTo(1012);
        stopped.join();
    }

    @Test
    void refusesPostsThatAreTooLongWhateverLengthTheyAnnounce() {
        URI url = server.frontend("http", "/sockjs/000/long/xhr_send");

        HttpResponse<String> announced =
                BackendClient.send(url, request -> request.POST(BodyPublishers.ofByteArray(new byte[1 << 20])));
        HttpResponse<String> chunked = BackendClient.send(
                url,
                request -> request.POST(BodyPublishers.ofByteArrays(
                        Stream.generate(() -> new byte[1 << 14]).limit(64).toList())));

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(chunked.statusCode()).isEqualTo(413);
    }

    @Test
    void refusesPagesOfOtherOrigins() {
        HttpResponse<String> response = BackendClient.send(
                server.frontend("http", "/sockjs/000/stranger/xhr"),
                request -> request.header("Origin", "https://elsewhere.example").POST(BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void servesNoPageThatRunsForeignScripts() {
        HttpResponse<String> response =
                BackendClient.send(server.frontend("http", "/sockjs/iframe.html"), request -> request);

        assertThat(response.statusCode()).isEqualTo(404);
    }
}
