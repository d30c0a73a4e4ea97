package org.snorky.benchmarks.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The working copy of the repository that this runs in. */
public final class Checkout {

    private Checkout() {}

    /** The folder that holds the wrapper of Maven, from the working directory upwards. */
    public static Path root() {
        for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw"))) {
                return at;
            }
        }
        throw new IllegalStateException("run this within the repository");
    }

    /** What the benchmarks download, build and write. */
    public static Path target() {
        return root().resolve("benchmarks/target");
    }
}
