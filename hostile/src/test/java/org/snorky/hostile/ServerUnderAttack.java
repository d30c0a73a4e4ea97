package org.snorky.hostile;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

/** The executable jar in a process of its own, and what it tells of itself. */
final class ServerUnderAttack implements AutoCloseable {

    static final String KEY = "a-key-that-attackers-do-not-know";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    private final Process process;
    private final Path log;

    ServerUnderAttack(Path folder) throws IOException {
        log = folder.resolve("server.log");
        process = new ProcessBuilder(
                        JAVA.resolve("java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        System.getProperty("hostile.server.jar"),
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--server.tomcat.connection-timeout=2s",
                        "--management.server.port=0",
                        "--management.endpoints.web.exposure.include=health,metrics,snorky,threaddump",
                        "--snorky.backend.keys=" + KEY,
                        // Short, so that who is dead is found out within the time of a test.
                        "--snorky.frontend.websocket.ping-interval=3s",
                        "--snorky.frontend.websocket.pong-timeout=3s",
                        "--snorky.frontend.outbound.send-time=3s")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(PATIENCE).failFast(() -> !process.isAlive()).until(() -> log().contains("Started SnorkyServer"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    List<String> complaints() throws IOException {
        return LogCheck.complaints(log().lines());
    }

    int port(int index) throws IOException {
        Matcher ports = PORT.matcher(log());
        for (int i = 0; i <= index; i++) {
            if (!ports.find()) {
                throw new AssertionError("No port in the log");
            }
        }
        return Integer.parseInt(ports.group(1));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + port(1) + "/actuator/" + path);
        HttpRequest request =
                HttpRequest.newBuilder(url).header("Accept", "application/json").build();
        return WireJson.read(
                HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    /** How many clients it holds. */
    int sessions() throws IOException, InterruptedException {
        int sum = 0;
        for (JsonNode measurement : get("metrics/snorky.sessions").path("measurements")) {
            sum += measurement.get("value").intValue();
        }
        return sum;
    }

    /** Bytes on the heap that are in use after a full collection. */
    long heap() throws IOException, InterruptedException {
        int collected = new ProcessBuilder(JAVA.resolve("jcmd").toString(), String.valueOf(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (collected != 0) {
            throw new IllegalStateException("jcmd cannot reach the server");
        }
        return get("metrics/jvm.memory.used?tag=area:heap")
                .at("/measurements/0/value")
                .longValue();
    }

    /** Names of its threads, but for those of Tomcat's pool for requests, which is bounded and shrinks when it is idle. */
    List<String> threads() throws IOException, InterruptedException {
        return get("threaddump")
                .path("threads")
                .valueStream()
                .map(thread -> thread.path("threadName").asString())
                .filter(name -> !name.startsWith("http-nio"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }
}
