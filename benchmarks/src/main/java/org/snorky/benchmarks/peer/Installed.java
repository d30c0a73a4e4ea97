package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A server that {@code benchmarks/peers/install.sh} installs.
 *
 * @param name of its folder beside that script, and of the one it is installed into
 */
record Installed(String name) {

    Optional<String> missing() {
        return Files.exists(versionFile())
                ? Optional.empty()
                : Optional.of(name + " is not installed: benchmarks/peers/install.sh " + name);
    }

    /** Its version, as it said itself when it was installed. */
    String version() throws IOException {
        return Files.readString(versionFile()).strip();
    }

    /** The path of one of its files. */
    String file(String relative) {
        return folder().resolve(relative).toString();
    }

    /** Writes a configuration: the file in the repository with each {@code @NAME@} replaced by its value. */
    Path configure(Path into, String file, Map<String, String> values) throws IOException {
        Path template =
                Checkout.root().resolve("benchmarks/peers").resolve(name).resolve(file);
        return Files.writeString(into.resolve(file), Template.fill(Files.readString(template), values));
    }

    private Path versionFile() {
        return folder().resolve("VERSION");
    }

    private Path folder() {
        return Checkout.target().resolve("peers").resolve(name);
    }
}
