package org.snorky.spring.outbox;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.snorky.protocol.Invalidation;
import org.snorky.spring.publish.CommittedChanges;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** What was put aside, for operators: to see, to send again, to throw away. Safe for all threads. */
public final class ParkedTransactions {

    private static final String COLUMNS = "id, models, problem, attempts, bytes, created_at, parked_at";

    private static final RowMapper<ParkedTransaction> PARKED = (row, number) -> new ParkedTransaction(
            row.getLong("id"),
            ChangesJson.readNames(row.getString("models")),
            row.getString("problem"),
            row.getInt("attempts"),
            row.getLong("bytes"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getObject("parked_at", OffsetDateTime.class).toInstant());

    private final OutboxDatabase database;
    private final OutboxTable table;
    private final OutboxWriter writer;
    private final OutboxRelay relay;

    ParkedTransactions(OutboxDatabase database, OutboxTable table, OutboxWriter writer, OutboxRelay relay) {
        this.database = database;
        this.table = table;
        this.writer = writer;
        this.relay = relay;
    }

    /** The oldest ones. */
    public List<ParkedTransaction> first(int count) {
        String sql = table.in("SELECT " + COLUMNS + " FROM snorky_outbox WHERE parked_at IS NOT NULL"
                + " ORDER BY id OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY");
        return database.inTransaction(jdbc -> jdbc.query(sql, PARKED, count));
    }

    public Optional<ParkedTransaction> find(long id) {
        return database.inTransaction(jdbc -> find(jdbc, id));
    }

    private Optional<ParkedTransaction> find(JdbcTemplate jdbc, long id) {
        String sql = table.in("SELECT " + COLUMNS + " FROM snorky_outbox WHERE id = ? AND parked_at IS NOT NULL");
        return jdbc.query(sql, PARKED, id).stream().findFirst();
    }

    /**
     * Sends a transaction again, and behind it makes clients fetch its models: what it tells of its rows may be old by now.
     *
     * @return whether there was one
     */
    public boolean resend(long id) {
        String free = table.in("UPDATE snorky_outbox SET parked_at = NULL WHERE id = ? AND parked_at IS NOT NULL");
        boolean found = database.inTransaction(jdbc -> {
            Optional<ParkedTransaction> parked = find(jdbc, id);
            if (parked.isEmpty() || jdbc.update(free, id) == 0) {
                return false;
            }
            invalidate(jdbc, parked.get().models());
            return true;
        });
        relay.wake();
        return found;
    }

    private void invalidate(JdbcTemplate jdbc, List<String> models) {
        CommittedChanges again =
                CommittedChanges.of(models.stream().map(Invalidation::ofModel).toList());
        if (!again.isEmpty()) {
            jdbc.execute((ConnectionCallback<Long>) connection -> writer.write(connection, again));
        }
    }

    /** Throws a transaction away; clients fetched its models when it was parked. */
    public boolean discard(long id) {
        String sql = table.in("DELETE FROM snorky_outbox WHERE id = ? AND parked_at IS NOT NULL");
        return database.inTransaction(jdbc -> jdbc.update(sql, id) == 1);
    }
}
