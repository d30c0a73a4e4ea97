package org.snorky.spring.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.snorky.spring.publish.CommittedChanges;

/** Writes what a transaction changed into the table, on the transaction's own connection. */
final class OutboxWriter {

    private static final String INSERT =
            "INSERT INTO snorky_outbox (changes, models, bytes, created_at) VALUES (?, ?, ?, ?)";

    private final String insert;
    private final InstantSource clock;

    OutboxWriter(OutboxTable table, InstantSource clock) {
        this.insert = table.in(INSERT);
        this.clock = clock;
    }

    /** @return the row's id, which follows that of every row whose transaction held a lock this one waited for */
    long write(Connection connection, CommittedChanges changes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert, new String[] {"id"})) {
            statement.setString(1, ChangesJson.write(changes.changes()));
            statement.setString(2, ChangesJson.writeNames(changes.models()));
            statement.setLong(3, changes.bytes());
            statement.setObject(4, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                if (!keys.next()) {
                    throw new SQLException("The database gave no id for a row of the outbox");
                }
                return keys.getLong(1);
            }
        }
    }
}
