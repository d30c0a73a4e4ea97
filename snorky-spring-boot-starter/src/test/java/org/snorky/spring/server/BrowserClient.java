package org.snorky.spring.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

/** What a browser does with a live list: fetches it with a token, and hears of its changes over a WebSocket. */
final class BrowserClient implements WebSocket.Listener, AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    BrowserClient(int port) {
        this(port, "/ws");
    }

    BrowserClient(int port, String path) {
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + port + path), this)
                .join();
    }

    static HttpResponse<String> fetch(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("X-Snorky", "Subscribe")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    void acquire(String token) throws InterruptedException {
        assertThat(answerToAcquire(token).path("type").stringValue()).isEqualTo("response");
    }

    JsonNode answerToAcquire(String token) throws InterruptedException {
        socket.sendText(
                        WireJson.mapper()
                                .readTree(
                                        "{\"service\":\"datasync\",\"message\":{\"command\":\"acquireSubscription\",\"callId\":1,\"params\":{\"token\":\""
                                                + token + "\"}}}")
                                .toString(),
                        true)
                .join();
        return next();
    }

    /** The next message's content. */
    JsonNode next() throws InterruptedException {
        JsonNode message = messages.poll(60, TimeUnit.SECONDS);
        assertThat(message).as("a message within a minute").isNotNull();
        return message.path("message");
    }

    JsonNode nextDelta() throws InterruptedException {
        JsonNode message = next();
        assertThat(message.path("type").stringValue()).isEqualTo("delta");
        return message.path("delta");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(WireJson.mapper().readTree(partial.toString()));
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
