package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snorky.benchmarks.load.Dialect;

/** Our own server, as the executable jar, with clients that are authenticated. */
public final class Snorky implements Peer {

    private static final String KEY = "5a0f6a2c9d3f41e7b8f1";
    private static final String SECRET = "c4f5b1d09e7a4c3f8a61d2e90b7f5c38";

    /** Settings without the limits that a single machine with thousands of clients would meet. */
    static final List<String> UNLIMITED = List.of(
            "--server.tomcat.max-keep-alive-requests=-1",
            "--server.tomcat.keep-alive-timeout=10m",
            "--snorky.frontend.websocket.ping-interval=10m",
            "--snorky.frontend.limits.connections-per-address=0",
            "--snorky.frontend.limits.messages-per-second=0",
            "--snorky.frontend.limits.bytes-per-second=0",
            "--snorky.datasync.token-time-to-live=10m");

    private final String name;
    private final String description;
    private final Function<SnorkyServer, Dialect> dialect;
    private final List<String> settings;

    private Snorky(String name, String description, Function<SnorkyServer, Dialect> dialect, List<String> settings) {
        this.name = name;
        this.description = description;
        this.dialect = dialect;
        this.settings = settings;
    }

    /** Publish and subscribe. */
    public static Snorky pubSub(String... settings) {
        return new Snorky(
                "snorky",
                "publish and subscribe, recovery off",
                server -> new PubSubDialect(server.port(), server.accessTokens()),
                List.of(settings));
    }

    /** Publish and subscribe on a channel with a history. */
    public static Snorky pubSubWithHistory() {
        return new Snorky(
                "snorky-history",
                "publish and subscribe, recovery on: the channel keeps 100 messages",
                server -> new PubSubDialect(server.port(), server.accessTokens()),
                List.of("--snorky.pubsub.history.channels=" + Channels.BUSY));
    }

    /** Rows, with positions. */
    public static Snorky dataSync(String... settings) {
        return new Snorky(
                "snorky-datasync",
                "deltas with positions from the log, recovery on",
                server -> server.rows("Task"),
                List.of(settings));
    }

    /** The same under another name, for what is compared with itself. */
    public Snorky named(String other, String what) {
        return new Snorky(other, what, dialect, settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Optional<String> missing() {
        return SnorkyJar.find().isPresent()
                ? Optional.empty()
                : Optional.of("the server's jar is not built: ./mvnw -q -pl snorky-server -am package -DskipTests");
    }

    @Override
    public SnorkyServer start(Launch launch) throws IOException, InterruptedException {
        int port = launch.ports().getAsInt();
        int backendPort = launch.ports().getAsInt();
        Path jar = SnorkyJar.find().orElseThrow(() -> new IOException(missing().orElse("")));
        List<String> arguments = new ArrayList<>(List.of(
                "-jar",
                jar.toString(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--server.tomcat.max-connections=" + (2 * launch.connections() + 1000),
                "--server.tomcat.accept-count=4096",
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + backendPort));
        arguments.addAll(UNLIMITED);
        // Those of the round before may not be gone when those of the next one come.
        arguments.add("--snorky.frontend.limits.connections=" + (2 * launch.connections() + 100));
        arguments.addAll(settings);
        ServerProcess process = ServerProcess.start(
                launch.folder(),
                Map.of("SNORKY_BACKEND_KEYS", KEY, "SNORKY_FRONTEND_JWT_SECRET", SECRET),
                Jvm.command(launch, arguments));
        try {
            process.awaitPort(port);
            process.awaitPort(backendPort);
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
        return new SnorkyServer(
                process,
                SnorkyJar.version(jar),
                port,
                backendPort,
                new Backend(backendPort, KEY),
                new AccessTokens(SECRET),
                dialect);
    }
}
