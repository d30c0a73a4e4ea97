package org.snorky.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

/** A WebSocket client that keeps what it receives until it is asked. */
public final class SocketClient implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicInteger pings = new AtomicInteger();
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;
    private boolean paused;
    private boolean owesRequest;

    public static SocketClient connect(URI url) {
        return connect(url, Map.of());
    }

    public static SocketClient connect(URI url, Map<String, String> headers) {
        SocketClient client = new SocketClient();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        client.socket = builder.buildAsync(url, client).join();
        return client;
    }

    public SocketClient send(String text) {
        socket().sendText(text, true).join();
        return this;
    }

    public WebSocket socket() {
        assertThat(socket).isNotNull();
        return socket;
    }

    /** The next message, which has to come. */
    public JsonNode next() {
        return WireJson.mapper().readTree(nextText());
    }

    public String nextText() {
        String text = poll(PATIENCE);
        assertThat(text).as("a message").isNotNull();
        return text;
    }

    /** The next message, or null if none comes in time. */
    public @Nullable String poll(Duration time) {
        try {
            return received.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Calls a command whose reply is the next thing that this client gets, and gives the reply. */
    public JsonNode call(String service, String command, String params) {
        send("""
                {"service":"%s","message":{"command":"%s","params":%s,"callId":1}}""".formatted(service, command, params));
        return next().get("message");
    }

    /** The code with which the server closes, which it has to. */
    public int closeCode() {
        return closed.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            received.add(partial.toString());
            partial.setLength(0);
        }
        requestMore(webSocket);
        return null;
    }

    /** Reads no more from the socket once it has what is on its way already. */
    public synchronized void pause() {
        paused = true;
    }

    public synchronized void resume() {
        paused = false;
        if (owesRequest) {
            owesRequest = false;
            socket().request(1);
        }
    }

    private synchronized void requestMore(WebSocket webSocket) {
        if (paused) {
            owesRequest = true;
        } else {
            webSocket.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        pings.incrementAndGet();
        requestMore(webSocket);
        return null;
    }

    public int pings() {
        return pings.get();
    }

    /** Says goodbye, unless the server was faster. */
    @Override
    public void close() {
        if (socket != null) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .exceptionally(alreadyClosed -> socket)
                    .join();
        }
    }
}
