package org.snorky.spring.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Counts what is in the table, for metrics and health: at most once in a while, however often it is asked.
 *
 * <p>Safe for all threads.
 */
public final class OutboxGauge {

    private static final Duration GOOD_FOR = Duration.ofSeconds(2);

    private static final String COUNT = """
            SELECT COUNT(*) AS pending, MIN(created_at) AS oldest,
                (SELECT COUNT(*) FROM snorky_outbox WHERE parked_at IS NOT NULL) AS parked
            FROM snorky_outbox WHERE parked_at IS NULL""";

    private final OutboxDatabase database;
    private final String count;
    private final InstantSource clock;
    private @Nullable OutboxLevel level;
    private Instant countedAt = Instant.MIN;

    OutboxGauge(OutboxDatabase database, OutboxTable table, InstantSource clock) {
        this.database = database;
        this.count = table.in(COUNT);
        this.clock = clock;
    }

    /** Null if the database does not say. */
    public synchronized @Nullable OutboxLevel level() {
        Instant now = clock.instant();
        if (countedAt.isBefore(now.minus(GOOD_FOR)) || countedAt.isAfter(now)) {
            level = count(now);
            countedAt = now;
        }
        return level;
    }

    private @Nullable OutboxLevel count(Instant now) {
        try {
            return database.inTransaction(
                    jdbc -> jdbc.query(count, (row, number) -> level(row, now)).get(0));
        } catch (DataAccessException away) {
            return null;
        }
    }

    private static OutboxLevel level(ResultSet row, Instant now) throws SQLException {
        OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
        Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now);
        return new OutboxLevel(row.getLong("pending"), row.getLong("parked"), age.isNegative() ? Duration.ZERO : age);
    }
}
