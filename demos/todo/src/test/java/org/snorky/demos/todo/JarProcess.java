package org.snorky.demos.todo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An executable jar in a process of its own, which writes its log beside the test reports. */
final class JarProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;

    private JarProcess(Process process) {
        this.process = process;
    }

    /** Starts the jar, and waits until it listens at a port. */
    static JarProcess start(Path jar, int port, Map<String, String> environment, List<String> arguments) {
        var log = new File("target", jar.getFileName() + ".log");
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        var started = new JarProcess(launch(builder));
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(ConnectException.class)
                    .until(() -> started.isListening(port, log));
            return started;
        } catch (RuntimeException | Error failure) {
            started.kill();
            throw failure;
        }
    }

    private static Process launch(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends it as a crash does: without a word to anybody. */
    void kill() {
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        kill();
    }

    private boolean isListening(int port, File log) throws IOException {
        assertThat(process.isAlive()).as("running; see %s", log).isTrue();
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return true;
    }
}
