package org.snorky.testsupport.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The program that is started: the one of the system property {@code snorky.redis.server}, such as a Valkey, or else the
 * static one for this machine among the class path's resources.
 */
final class RedisBinary {

    private static final String VERSION = "7.0.15";
    private static @Nullable Path unpacked;

    private RedisBinary() {}

    /** Skips the calling test, or fails it under {@code CI=true}, where there is none for this machine. */
    static synchronized Path path() {
        String named = System.getProperty("snorky.redis.server", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        Path known = unpacked;
        if (known == null) {
            known = unpack();
            unpacked = known;
        }
        return known;
    }

    private static Path unpack() {
        String name = "redis-server-" + VERSION + "-" + system() + "-" + architecture();
        try (InputStream resource = RedisBinary.class.getResourceAsStream("/" + name)) {
            if (resource == null) {
                return skip("there is no " + name + ", and snorky.redis.server names no other");
            }
            return unpack(resource, name);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** For each user one, who may not write into another's; moved into its place whole, since test runs share it. */
    private static Path unpack(InputStream resource, String name) throws IOException {
        Path directory =
                Path.of(System.getProperty("java.io.tmpdir"), "snorky-redis-" + System.getProperty("user.name"));
        Files.createDirectories(directory);
        Path file = directory.resolve(name);
        if (Files.isExecutable(file)) {
            return file;
        }
        Path part = Files.createTempFile(directory, name, ".part");
        Files.copy(resource, part, StandardCopyOption.REPLACE_EXISTING);
        if (!part.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + part + " executable");
        }
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException otherRunWasFaster) {
            Files.delete(part);
        }
        return file;
    }

    private static String system() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("mac") ? "darwin" : system.startsWith("linux") ? "linux" : system.replace(' ', '-');
    }

    private static String architecture() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (architecture) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i686" -> "386";
            default -> architecture;
        };
    }

    private static <T> T skip(String why) {
        String reason = "Redis cannot run on this machine: " + why;
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(reason);
        }
        System.err.println("SKIPPED: " + reason);
        return Assumptions.abort(reason);
    }
}
