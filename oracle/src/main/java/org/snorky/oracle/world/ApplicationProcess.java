package org.snorky.oracle.world;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.oracle.application.ApplicationUnderTest;
import org.snorky.oracle.application.Work;
import org.snorky.oracle.process.ChildProcess;
import org.snorky.oracle.process.JavaCommand;
import org.snorky.oracle.process.Loopback;
import org.snorky.testsupport.net.Cable;
import org.snorky.testsupport.postgres.PostgresDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One instance of the application, on the same port after every crash. */
public final class ApplicationProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Loopback.freePort();
    private final Path log;
    private final PostgresDatabase database;
    private final Cable backend;
    private final boolean outbox;
    private @Nullable ChildProcess process;

    /** @param backend its cable to the server */
    ApplicationProcess(Path log, PostgresDatabase database, Cable backend, boolean outbox) {
        this.log = log;
        this.database = database;
        this.backend = backend;
        this.outbox = outbox;
    }

    /** Its cable to the server. */
    public Cable backend() {
        return backend;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    synchronized void start() {
        process = ChildProcess.logging(log, Map.of(), JavaCommand.ofClass(ApplicationUnderTest.class, arguments()));
    }

    private List<String> arguments() {
        return List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.jpa.hibernate.ddl-auto=none",
                "--spring.jpa.open-in-view=false",
                // Conflicts are what the work is meant to have.
                "--logging.level.org.hibernate.orm.jdbc.error=off",
                "--management.endpoints.web.exposure.include=health,metrics",
                // The server's classes are on a test's class path, but the server is another process.
                "--snorky.server.enabled=false",
                "--snorky.client.url=http://127.0.0.1:" + backend.port(),
                "--snorky.client.key=" + ServerProcess.KEY,
                "--snorky.client.outbox.enabled=" + outbox,
                "--snorky.client.outbox.initialize-schema=always",
                "--snorky.client.queue.longest-backoff=1s",
                "--snorky.client.subscriptions.retry-after=500ms");
    }

    void awaitRunning() {
        await().atMost(PATIENCE).until(() -> Loopback.isListening(port));
    }

    /** {@code kill -9}. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Starts it again if it does not run. */
    public synchronized void ensureRunning() {
        if (process == null || !process.isAlive()) {
            start();
            awaitRunning();
        }
    }

    /** Has it run random transactions; nothing done is known of one that is killed meanwhile. */
    public Work work(long seed, int transactions) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readValue(send("POST", "/work?seed=" + seed + "&transactions=" + transactions), Work.class);
    }

    /** Has it do what a path of its own says. */
    public void post(String path) throws IOException, InterruptedException {
        send("POST", path);
    }

    /** How many changes it has committed and not yet brought to the server. */
    public long waiting() throws IOException, InterruptedException {
        String gauge = outbox ? "snorky.client.outbox.pending" : "snorky.client.deltas.waiting";
        JsonNode metric = JsonMapper.shared().readTree(send("GET", "/actuator/metrics/" + gauge));
        return metric.path("measurements").path(0).path("value").longValue();
    }

    private String send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        kill();
    }
}
