package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The executable jar of the server in this repository. */
final class SnorkyJar {

    private static final String SUFFIX = "-exec.jar";

    private SnorkyJar() {}

    static Optional<Path> find() {
        Path target = Checkout.root().resolve("snorky-server/target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String version(Path jar) {
        return jar.getFileName().toString().replace(SUFFIX, "") + " on Java " + System.getProperty("java.version");
    }
}
