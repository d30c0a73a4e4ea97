package org.snorky.spring.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The browser client in a process of Node. */
final class PageProcess implements AutoCloseable {

    private static final Path CLIENT =
            Path.of("..", "snorky-client-js").toAbsolutePath().normalize();

    private final Process process;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    PageProcess(String application, String server, String authorization) throws IOException {
        process = new ProcessBuilder(List.of(
                        node(),
                        Path.of("src", "test", "node", "page.mjs").toString(),
                        CLIENT.toString(),
                        application,
                        server,
                        authorization))
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(this::read, "page-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The one that the build of the client uses. */
    private static String node() throws IOException {
        Properties found = new Properties();
        try (Reader reader = Files.newBufferedReader(CLIENT.resolve(Path.of("target", "node.properties")))) {
            found.load(reader);
        }
        return "true".equals(found.getProperty("node.found"))
                ? "node"
                : CLIENT.resolve(Path.of("target", "node", "node")).toString();
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(told::add);
        } catch (IOException | RuntimeException ended) {
            told.add("The page's output ended: " + ended);
        }
    }

    /** Waits until the page tells this. */
    void tells(String expected) throws InterruptedException {
        List<String> before = new ArrayList<>();
        for (String line = told.poll(60, TimeUnit.SECONDS); ; line = told.poll(60, TimeUnit.SECONDS)) {
            assertThat(line).as("%s, after %s", expected, before).isNotNull();
            if (line.equals(expected)) {
                return;
            }
            before.add(line);
        }
    }

    /** What the page tells next, of which nothing has come before. */
    void tellsNext(String expected) throws InterruptedException {
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
