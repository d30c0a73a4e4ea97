package org.snorky.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A web application whose start is measured.
 *
 * @param jar the executable one
 * @param firstRequest what its first client sends
 * @param answer how the answer starts
 */
record Application(String name, Path jar, String mainClass, String firstRequest, String answer) {

    private static final String HANDSHAKE = String.join(
            "\r\n",
            "GET /ws HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "",
            "");
    private static final String HEALTH = "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /** Our server, and beside it what any application of that kind costs. */
    static List<Application> all(Path root) throws IOException {
        return List.of(
                new Application(
                        "snorky",
                        find(root.resolve("snorky-server/target"), "-exec.jar"),
                        "org.snorky.server.SnorkyServer",
                        HANDSHAKE,
                        "HTTP/1.1 101"),
                new Application(
                        "bare",
                        find(root.resolve("benchmarks/bare/target"), ".jar"),
                        "org.snorky.benchmarks.bare.BareApplication",
                        HEALTH,
                        "HTTP/1.1 200"));
    }

    private static Path find(Path folder, String end) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                var found = files.filter(file -> file.getFileName().toString().endsWith(end))
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new IOException("build it first: ./mvnw -q -pl snorky-server,benchmarks/bare -am -DskipTests package"
                + " (there is no *%s in %s)".formatted(end, folder));
    }
}
