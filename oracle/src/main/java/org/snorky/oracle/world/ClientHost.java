package org.snorky.oracle.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.snorky.oracle.process.ChildProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Node process with the real TypeScript clients: a command is a line of JSON, and so is its answer. */
public final class ClientHost implements AutoCloseable {

    private static final Path CLIENT = Path.of("..", "snorky-client-js");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final AtomicInteger commands = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

    private ClientHost(ChildProcess process) {
        this.process = process;
    }

    static ClientHost start(Path folder) {
        List<String> command =
                List.of(node(), Path.of("src", "main", "node", "main.mjs").toString(), CLIENT.toString());
        ClientHost host = new ClientHost(ChildProcess.talking(folder.resolve("clients.log"), command));
        Thread reader = new Thread(host::read, "client-host");
        reader.setDaemon(true);
        reader.start();
        return host;
    }

    /** The Node that the client's own build has found or brought. */
    private static String node() {
        Properties found = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(CLIENT.resolve(Path.of("target", "node.properties")))) {
            found.load(reader);
        } catch (IOException notBuilt) {
            throw new IllegalStateException("Build snorky-client-js first", notBuilt);
        }
        return "true".equals(found.getProperty("node.found"))
                ? "node"
                : CLIENT.resolve(Path.of("target", "node", "node")).toString();
    }

    private void read() {
        try (BufferedReader lines = process.output()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answered(JsonMapper.shared().readTree(line));
            }
        } catch (IOException gone) {
            // The same as its end.
        } finally {
            waiting.values()
                    .forEach(answer -> answer.completeExceptionally(new IllegalStateException("Node has ended")));
        }
    }

    private void answered(JsonNode answer) {
        CompletableFuture<JsonNode> asked = waiting.remove(answer.path("n").intValue());
        if (asked != null && answer.has("failed")) {
            asked.completeExceptionally(
                    new IllegalStateException(answer.path("failed").stringValue()));
        } else if (asked != null) {
            asked.complete(answer.path("is"));
        }
    }

    /** Has a command done. */
    JsonNode call(String command, Map<String, ?> parameters) {
        try {
            return send(command, parameters).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(command + " " + parameters, failed);
        }
    }

    private CompletableFuture<JsonNode> send(String command, Map<String, ?> parameters) {
        int number = commands.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        ObjectNode line = JsonMapper.shared().valueToTree(parameters);
        process.say(line.put("n", number).put("do", command).toString());
        return answer;
    }

    /** What each client has counted, by its name. */
    public JsonNode counts() {
        return call("counts", Map.of());
    }

    /** The status and the items of lists, by their names. */
    public JsonNode dump(List<String> lists) {
        return call("dump", Map.of("lists", lists));
    }

    @Override
    public void close() {
        process.close();
    }
}
