package org.snorky.oracle.world;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snorky.oracle.process.ChildProcess;
import org.snorky.oracle.process.JavaCommand;
import org.snorky.oracle.process.Loopback;
import org.snorky.oracle.server.Sabotage;

/**
 * The standalone server, its executable jar with this module's classes as a plugin, on the same ports after every crash.
 *
 * <p>Its bounds are small, so that what takes hours and thousands of clients elsewhere happens in minutes to a dozen.
 */
public final class ServerProcess implements Servers {

    static final String KEY = "a-key-that-only-the-oracle-knows";

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Duration FAREWELL = Duration.ofSeconds(40);

    private final int frontend = Loopback.freePort();
    private final int backend = Loopback.freePort();
    private final Path log;
    private final boolean sabotaged;
    private final List<String> more;
    private List<Path> plugins = List.of(CLASSES);
    private @Nullable ChildProcess process;

    /** @param more settings, besides those that all have */
    ServerProcess(Path log, boolean sabotaged, List<String> more) {
        this.log = log;
        this.sabotaged = sabotaged;
        this.more = more;
    }

    @Override
    public int frontend() {
        return frontend;
    }

    @Override
    public int backend() {
        return backend;
    }

    @Override
    public synchronized void start() {
        ChildProcess started = ChildProcess.logging(
                log,
                Map.of(
                        "LOADER_PATH",
                        plugins.stream()
                                .map(Path::toAbsolutePath)
                                .map(Path::toString)
                                .collect(Collectors.joining(","))),
                JavaCommand.ofJar(Path.of(System.getProperty("oracle.server.jar")), arguments()));
        process = started;
        await().atMost(PATIENCE).failFast(() -> !started.isAlive()).until(() -> Loopback.isListening(backend));
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--oracle.server=true",
                "--oracle.sabotage=" + sabotaged,
                "--server.address=127.0.0.1",
                "--server.port=" + frontend,
                "--management.server.port=" + backend,
                "--snorky.backend.keys=" + KEY,
                "--snorky.frontend.outbound.bytes=64KB",
                "--snorky.frontend.outbound.send-time=4s",
                "--snorky.frontend.websocket.ping-interval=3s",
                "--snorky.frontend.websocket.pong-timeout=3s",
                "--snorky.datasync.position-interval=1s",
                "--snorky.datasync.resume-window=15s",
                "--snorky.datasync.log.entries=600",
                "--snorky.datasync.log.age=10m"));
        arguments.addAll(List.of(
                "--snorky.datasync.dealers.ItemsByList.type=simple",
                "--snorky.datasync.dealers.ItemsByList.model=Item",
                "--snorky.datasync.dealers.ItemsByList.field=list",
                "--snorky.datasync.dealers.FilteredItems.type=filter",
                "--snorky.datasync.dealers.FilteredItems.model=Item"));
        arguments.addAll(more);
        return arguments;
    }

    /** {@code kill -9}. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Kills it, and starts it with a folder in front of its class path, so that it has what is there in place of its own. */
    synchronized void plant(Path folder) {
        plugins = List.of(folder, CLASSES);
        kill();
        start();
    }

    /** {@code kill}: it sends its clients away first. */
    synchronized void terminate() {
        if (process != null) {
            process.terminate(FAREWELL);
        }
    }

    /** Starts it again if it does not run. */
    public synchronized void ensureRunning() {
        if (process == null || !process.isAlive()) {
            start();
        }
    }

    /** Sets the clock of its log so far before or behind the real one. */
    public synchronized void stepClock(Duration away) {
        say("clock " + away);
    }

    /** Has it break a promise; it must have been started for that. */
    public synchronized void sabotage(Sabotage order) {
        say("sabotage " + order);
    }

    private void say(String command) {
        if (process != null && process.isAlive()) {
            process.say(command);
        }
    }

    @Override
    public void heal() {
        ensureRunning();
        stepClock(Duration.ZERO);
    }

    @Override
    public void close() {
        kill();
    }
}
