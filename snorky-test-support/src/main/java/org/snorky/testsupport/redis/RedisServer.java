package org.snorky.testsupport.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A Redis process of a test: on the loopback interface, on a port of its own that it keeps over restarts, keeping nothing
 * on disk unless its settings say so. It ends with the JVM at the latest.
 *
 * <p>Where the machine allows none, tests that start one are skipped and say so. With the environment variable {@code
 * CI=true} they fail instead: there, a skipped test is a test nobody misses.
 */
public final class RedisServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SENTINEL_FILE = "sentinel.conf";

    private final int port = freePort();
    private final Path directory;
    private final List<String> settings;
    private @Nullable Process process;

    private RedisServer(List<String> settings) {
        this.settings = settings;
        try {
            directory = Files.createTempDirectory("snorky-redis");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "redis-" + port + "-end"));
    }

    /** A Sentinel that knows one master, and on its own decides after half a second that another must be. */
    public static RedisServer sentinel(String name, RedisServer master) {
        RedisServer sentinel = new RedisServer(List.of("--sentinel"));
        try {
            Files.writeString(
                    sentinel.directory.resolve(SENTINEL_FILE),
                    "port " + sentinel.port + "\nbind 127.0.0.1\nsentinel monitor " + name + " 127.0.0.1 "
                            + master.port + " 1\nsentinel down-after-milliseconds " + name
                            + " 500\nsentinel failover-timeout " + name + " 2000\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        sentinel.restart();
        return sentinel;
    }

    /** @param settings as on Redis' command line, such as {@code "--maxmemory-policy", "allkeys-lru"} */
    public static RedisServer start(String... settings) {
        RedisServer server = new RedisServer(List.of(settings));
        server.restart();
        return server;
    }

    public int port() {
        return port;
    }

    /** Its process, while it runs. */
    public ProcessHandle process() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("Redis on port " + port + " does not run");
        }
        return running.toHandle();
    }

    /** Settings of a Spring application that is to use it. */
    public String[] springSettings() {
        return settings();
    }

    /** Settings of a Spring application that is to use it, behind others. */
    public String[] settings(String... others) {
        return Stream.concat(
                        Stream.of(others),
                        Stream.of("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + port))
                .toArray(String[]::new);
    }

    /** Opens a connection to it. */
    public RedisConversation talk() throws IOException {
        return RedisConversation.with(port);
    }

    /** Runs one command on a connection of its own. */
    public @Nullable Object ask(String... command) {
        try (RedisConversation conversation = talk()) {
            return conversation.ask(command);
        } catch (IOException failure) {
            throw new UncheckedIOException(String.join(" ", command), failure);
        }
    }

    /** Forgets everything, as an operator's mistake does. */
    public void flush() {
        ask("FLUSHALL");
    }

    /** Stops the process where it stands: connections stay, and nothing is answered until {@link #resume}. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on where it was paused; a process that was not, or that has ended, stays as it is. */
    public void resume() {
        if (process != null) {
            signal("CONT");
        }
    }

    /** Ends the process without any farewell. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            process = null;
        }
    }

    /** Kills it if it runs and starts it again on its port; what it had in memory only is gone. */
    public void restart() {
        kill();
        List<String> command = new ArrayList<>(List.of(RedisBinary.path().toString()));
        if (Files.exists(directory.resolve(SENTINEL_FILE))) {
            command.add(SENTINEL_FILE);
        } else {
            command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
            command.addAll(List.of("--loglevel", "warning", "--repl-diskless-sync-delay", "0"));
        }
        command.addAll(settings);
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Awaitility.await("Redis on port " + port)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(this::answers);
    }

    /** Makes it a replica, and returns when it has all that the master has. */
    public void follow(RedisServer master) {
        ask("REPLICAOF", "127.0.0.1", Integer.toString(master.port));
        Awaitility.await("replica of " + master.port)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> String.valueOf(ask("INFO", "replication")).contains("master_link_status:up"));
    }

    /** Makes a replica a master; the one before goes on as it is. */
    public void promote() {
        ask("REPLICAOF", "NO", "ONE");
    }

    private boolean answers() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("Redis ended: " + log());
        }
        try (RedisConversation conversation = talk()) {
            return "PONG".equals(conversation.ask("PING"));
        } catch (IOException notYet) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private void signal(String name) {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("Redis on port " + port + " does not run");
        }
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(running.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + exit);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One that nothing listens to yet. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Kills it and clears away what it left on disk. */
    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.exists(directory) ? Files.list(directory) : Stream.empty()) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
