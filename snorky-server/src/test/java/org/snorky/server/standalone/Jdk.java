package org.snorky.server.standalone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK on this machine.
 *
 * @param feature its version, such as 17
 */
record Jdk(Path home, int feature) {

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    /** The one that runs this. */
    static Jdk running() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** The one that runs this if it is new enough, else one that was installed beside it. */
    static Optional<Jdk> atLeast(int feature) throws IOException {
        Jdk running = running();
        if (running.feature >= feature) {
            return Optional.of(running);
        }
        try (Stream<Path> beside = Files.list(running.home.toAbsolutePath().getParent())) {
            return beside.filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .map(home -> new Jdk(home, version(home)))
                    .filter(jdk -> jdk.feature >= feature)
                    .findFirst();
        }
    }

    private static int version(Path home) {
        try {
            Path release = home.resolve("release");
            Matcher version = VERSION.matcher(Files.exists(release) ? Files.readString(release) : "");
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The PATH, led by its commands. */
    String path() {
        return home.resolve("bin") + File.pathSeparator + System.getenv("PATH");
    }

    /** What makes the JVM end if it cannot use the cache that it is given. */
    String cacheOrNothing() {
        return hasAotCache() ? "-XX:AOTMode=on" : "-Xshare:on";
    }

    boolean hasAotCache() {
        return feature >= 25;
    }
}
