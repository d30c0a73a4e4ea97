package org.snorky.server.standalone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The executable jar, run as a process in a folder of its own. */
final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param folder the working directory */
    static ServerProcess start(Path folder, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                Objects.requireNonNull(System.getProperty("snorky.exec.jar"), "set by the build")));
        command.addAll(List.of(arguments));
        return run(folder, environment, command);
    }

    /** A server that is started by another command. */
    static ServerProcess run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path log = folder.resolve("server.log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(Map.of("SERVER_PORT", "0", "MANAGEMENT_SERVER_PORT", "0"));
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start(), log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    ServerProcess awaitStarted() {
        await().atMost(PATIENCE).until(() -> log().contains("Started SnorkyServer") || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("The server did not start:\n" + log());
        }
        return this;
    }

    int exitCode() {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Asks it to stop, as containers do. */
    void terminate() {
        process.destroy();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    URI frontend(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + port(0) + path);
    }

    URI management(String path) {
        return URI.create("http://localhost:" + managementPort() + path);
    }

    int managementPort() {
        return port(1);
    }

    private int port(int index) {
        Matcher ports = PORT.matcher(log());
        for (int i = 0; i <= index; i++) {
            if (!ports.find()) {
                throw new AssertionError("No port in the log:\n" + log());
            }
        }
        return Integer.parseInt(ports.group(1));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }
}
