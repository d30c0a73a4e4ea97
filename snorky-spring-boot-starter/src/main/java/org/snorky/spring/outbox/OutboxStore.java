package org.snorky.spring.outbox;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.snorky.spring.publish.CommittedChanges;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * The table as the relay sees it: batches to send, in order.
 *
 * <ol>
 *   <li>A row's id is taken while its transaction holds its locks. Of two transactions that changed the same row the later
 *       one therefore has the higher id, and whoever sees it sees the earlier one too.
 *   <li>A transaction without common rows may become visible late, with a low id. So nobody remembers how far he has read:
 *       what is there is sent, lowest id first, and then deleted.
 *   <li>A batch is claimed before it is sent: its rows get its id, and that is committed. Whoever relays next, after a
 *       crash, sends the same rows under the same id, which the server takes once.
 *   <li>What is claimed goes before what is not. A claim that finds one of its rows claimed by another is given up. So
 *       even two relays at a time, each believing it is alone, send nothing out of order; all they do is repeat.
 * </ol>
 *
 * Each step is a transaction of its own, and bounded in what it reads. Safe for all threads.
 */
final class OutboxStore {

    static final int MAX_ROWS = 200;
    static final long MAX_BYTES = 512 * 1024;
    private static final int MAX_PROBLEM = 1_000;

    private static final RowMapper<Waiting> WAITING =
            (row, number) -> new Waiting(row.getLong("id"), row.getLong("bytes"));
    private static final RowMapper<OutboxRow> ROW =
            (row, number) -> new OutboxRow(row.getLong("id"), row.getString("changes"), row.getString("models"));

    private final OutboxDatabase database;
    private final OutboxTable table;
    private final OutboxWriter writer;
    private final InstantSource clock;

    OutboxStore(OutboxDatabase database, OutboxTable table, OutboxWriter writer, InstantSource clock) {
        this.database = database;
        this.table = table;
        this.writer = writer;
        this.clock = clock;
    }

    /** Fails the application's start, rather than each of its transactions, where there is no table. */
    void requireTable() {
        try {
            hasWork();
        } catch (BadSqlGrammarException missing) {
            throw new IllegalStateException(
                    "The outbox's table " + table.name()
                            + " cannot be read. Set snorky.client.outbox.initialize-schema to"
                            + " 'always' to have it created, or run the script for your database from"
                            + " org/snorky/spring/outbox in the starter's jar",
                    missing);
        }
    }

    /** Whether there is anything to send. */
    boolean hasWork() {
        String sql = table.in("""
                SELECT id FROM snorky_outbox WHERE parked_at IS NULL
                ORDER BY id OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY""");
        return database.inTransaction(
                jdbc -> !jdbc.queryForList(sql, Long.class).isEmpty());
    }

    /** What is to be sent next: a batch that was claimed and not finished, or else a new one, claimed hereby. */
    Optional<OutboxBatch> next() {
        while (true) {
            // In this order: between the two a claimed batch may end, but none can come about unseen.
            List<Waiting> waiting = waiting();
            Optional<String> claimed = firstClaimed();
            if (claimed.isEmpty() && waiting.isEmpty()) {
                return Optional.empty();
            }
            String batchId = claimed.orElseGet(() -> UUID.randomUUID().toString());
            if (claimed.isPresent() || claim(batchId, waiting)) {
                OutboxBatch batch = load(batchId);
                if (!batch.rows().isEmpty()) {
                    return Optional.of(batch);
                }
            }
        }
    }

    /** As much as goes into one batch; always at least one, however large. */
    private List<Waiting> waiting() {
        String sql = table.in("""
                SELECT id, bytes FROM snorky_outbox WHERE batch_id IS NULL AND parked_at IS NULL
                ORDER BY id OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY""");
        List<Waiting> first = database.inTransaction(jdbc -> jdbc.query(sql, WAITING, MAX_ROWS));
        long bytes = 0;
        for (int i = 0; i < first.size(); i++) {
            bytes += first.get(i).bytes;
            if (i > 0 && bytes > MAX_BYTES) {
                return first.subList(0, i);
            }
        }
        return first;
    }

    private Optional<String> firstClaimed() {
        String sql = table.in("""
                SELECT batch_id FROM snorky_outbox WHERE batch_id IS NOT NULL
                GROUP BY batch_id ORDER BY MIN(id)""");
        return database.inTransaction(
                jdbc -> jdbc.queryForList(sql, String.class).stream().findFirst());
    }

    /** Gives the rows the batch's id, all of them or none. */
    private boolean claim(String batchId, List<Waiting> rows) {
        String claim = table.in("""
                UPDATE snorky_outbox SET batch_id = ? WHERE id = ? AND batch_id IS NULL AND parked_at IS NULL""");
        String giveUp = table.in("UPDATE snorky_outbox SET batch_id = NULL WHERE batch_id = ?");
        List<Object[]> ids =
                rows.stream().map(row -> new Object[] {batchId, row.id}).toList();
        return database.inTransaction(jdbc -> {
            boolean all = Arrays.stream(jdbc.batchUpdate(claim, ids)).allMatch(count -> count == 1);
            if (!all) {
                jdbc.update(giveUp, batchId);
            }
            return all;
        });
    }

    private OutboxBatch load(String batchId) {
        String sql = table.in("SELECT id, changes, models FROM snorky_outbox WHERE batch_id = ? ORDER BY id");
        return new OutboxBatch(batchId, database.inTransaction(jdbc -> jdbc.query(sql, ROW, batchId)));
    }

    /** Ends a batch that the server has. */
    void sent(OutboxBatch batch) {
        String sql = table.in("DELETE FROM snorky_outbox WHERE batch_id = ?");
        database.inTransaction(jdbc -> jdbc.update(sql, batch.id()));
    }

    /** Gives each transaction of a batch a batch of its own. */
    void split(OutboxBatch batch) {
        String sql = table.in("UPDATE snorky_outbox SET batch_id = ? WHERE id = ? AND batch_id = ?");
        List<Object[]> batches = batch.rows().stream()
                .map(row -> new Object[] {UUID.randomUUID().toString(), row.id(), batch.id()})
                .toList();
        database.inTransaction(jdbc -> jdbc.batchUpdate(sql, batches));
    }

    /**
     * Puts a transaction aside that cannot be sent.
     *
     * @param instead what is to be told in its place, behind all that waits; may be empty
     */
    void park(OutboxRow row, String problem, CommittedChanges instead) {
        String sql = table.in("""
                UPDATE snorky_outbox SET parked_at = ?, problem = ?, batch_id = NULL, attempts = attempts + 1
                WHERE id = ? AND parked_at IS NULL""");
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        String text = problem.length() > MAX_PROBLEM ? problem.substring(0, MAX_PROBLEM) : problem;
        database.inTransaction(jdbc -> {
            int parked = jdbc.update(sql, now, text, row.id());
            if (parked == 1) {
                append(jdbc, instead);
            }
            return parked;
        });
    }

    /** Writes changes that no transaction is responsible for. */
    void append(CommittedChanges changes) {
        database.inTransaction(jdbc -> append(jdbc, changes));
    }

    private boolean append(JdbcTemplate jdbc, CommittedChanges changes) {
        if (changes.isEmpty()) {
            return false;
        }
        jdbc.execute((ConnectionCallback<Long>) connection -> writer.write(connection, changes));
        return true;
    }

    private record Waiting(long id, long bytes) {}
}
