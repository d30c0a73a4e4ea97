package org.snorky.spring.outbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.snorky.protocol.ChangeReader;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

/** The backend of a server over HTTP, which takes each batch id once, and now and then fails, before or after it took. */
final class WireServer implements AutoCloseable {

    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Random random;
    private final Set<String> known = new HashSet<>();
    private final RowChains chains = new RowChains();
    private int repeated;

    WireServer(long seed) throws IOException {
        random = new Random(seed);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/backend/deltas", this::take);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    RowChains chains() {
        return chains;
    }

    /** How many batches came more than once. */
    synchronized int repeated() {
        return repeated;
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode batch = WireJson.mapper().readTree(exchange.getRequestBody());
        int status = answer(batch);
        byte[] body = "{\"position\":\"test:1\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized int answer(JsonNode batch) {
        boolean failsBefore = random.nextInt(20) == 0;
        if (!failsBefore && known.add(batch.path("batchId").stringValue())) {
            ChangeReader.readAll(batch.path("deltas"), "").forEach(chains::add);
        } else if (!failsBefore) {
            repeated++;
        }
        boolean failsAfter = random.nextInt(20) == 0;
        return failsBefore || failsAfter ? 503 : 200;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdown();
    }
}
