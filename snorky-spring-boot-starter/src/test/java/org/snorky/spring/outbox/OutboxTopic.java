package org.snorky.spring.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;
import org.snorky.spring.publish.Backoff;
import org.snorky.spring.publish.CommittedChanges;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the tests of all topics need: an outbox in a database, its instances, and a server that notes what it is told. */
abstract class OutboxTopic {

    static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    final DataSource dataSource;
    final JdbcTemplate jdbc;
    final RecordingServer server = new RecordingServer();
    final OutboxTable table = new OutboxTable("snorky_outbox");
    final OutboxWriter writer = new OutboxWriter(table, () -> NOW);
    final List<OutboxRelay> relays = new ArrayList<>();

    /** @param database an empty one */
    OutboxTopic(DataSource database) {
        dataSource = database;
        jdbc = new JdbcTemplate(database);
    }

    @BeforeEach
    void createTables() throws Exception {
        create(table);
    }

    void create(OutboxTable named) throws Exception {
        OutboxSchema schema = new OutboxSchema(dataSource, named, DatabaseInitializationMode.ALWAYS);
        schema.setResourceLoader(new DefaultResourceLoader());
        schema.afterPropertiesSet();
    }

    @AfterEach
    void stop() {
        relays.forEach(OutboxRelay::stop);
    }

    OutboxStore store() {
        return new OutboxStore(new OutboxDatabase(dataSource), table, writer, () -> NOW);
    }

    /** An instance of the application, as far as the outbox goes. */
    private Outbox instance() {
        Outbox outbox = Outbox.in(
                dataSource,
                table,
                server,
                () -> NOW,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), new Random(1)),
                100_000,
                Duration.ofMillis(20),
                Duration.ofSeconds(5));
        relays.add(outbox.relay());
        return outbox;
    }

    Outbox started() {
        Outbox outbox = instance();
        outbox.relay().start();
        return outbox;
    }

    void commit(String model, int... ids) {
        try (Connection connection = dataSource.getConnection()) {
            write(connection, model, ids);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void write(Connection connection, String model, int... ids) throws SQLException {
        List<Change> changes = new ArrayList<>();
        for (int id : ids) {
            changes.add(
                    new Delta.Insert(model, WireJson.mapper().createObjectNode().put("id", id)));
        }
        writer.write(connection, CommittedChanges.of(changes));
    }

    static void awaitEmpty(Outbox outbox) throws InterruptedException {
        assertThat(outbox.relay().awaitEmpty(Duration.ofMinutes(1).toNanos())).isTrue();
    }

    int rows() {
        return jdbc.queryForObject("SELECT COUNT(*) FROM snorky_outbox", Integer.class);
    }
}
