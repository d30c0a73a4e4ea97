package org.snorky.testsupport.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The PostgreSQL server of a test run: started when the first test asks, stopped with the JVM.
 *
 * <p>It runs as whoever runs the tests. PostgreSQL refuses root, so for root it is started in a user namespace of its
 * own; where the machine allows neither that nor the binaries, tests that ask are skipped and say so. With the
 * environment variable {@code CI=true} they fail instead: there, a skipped test is a test nobody misses.
 */
public final class PostgresServer {

    private static final String USER = "postgres";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;
    private static @Nullable String whyNot;

    private PostgresServer() {}

    /** A new database; skips the calling test, or fails it under {@code CI=true}, where there is no PostgreSQL. */
    public static PostgresDatabase newDatabase() {
        EmbeddedPostgres running = running();
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException("Cannot create database " + name, failure);
        }
        return new PostgresDatabase(running.getJdbcUrl(USER, name), USER, USER);
    }

    private static synchronized EmbeddedPostgres running() {
        EmbeddedPostgres known = server;
        if (known == null && whyNot == null) {
            known = start();
            server = known;
        }
        if (known == null) {
            return skip();
        }
        return known;
    }

    /** Durability costs time and gives a test nothing: a crashed run starts afresh. */
    private static @Nullable EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(binaries())
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "200")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException | UncheckedIOException | IllegalStateException failure) {
            whyNot = String.valueOf(failure.getMessage());
            return null;
        }
    }

    /** For each user one, who may not write into another's. */
    private static File binaries() {
        return new File(System.getProperty("java.io.tmpdir"), "snorky-postgres-" + System.getProperty("user.name"));
    }

    private static EmbeddedPostgres skip() {
        String reason = "PostgreSQL cannot run on this machine: " + whyNot;
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(reason);
        }
        System.err.println("SKIPPED: " + reason);
        return Assumptions.abort(reason);
    }
}
