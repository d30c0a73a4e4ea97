package org.snorky.spring.outbox;

import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.spring.publish.Backoff;
import org.snorky.spring.publish.ChangePublisher;

/** The parts of an outbox, put together. */
public record Outbox(ChangePublisher publisher, OutboxRelay relay, ParkedTransactions parked, OutboxGauge gauge) {

    /**
     * @param maxTransactionBytes how much of one transaction's rows is kept, as JSON
     * @param pollInterval how often to look for what other instances left
     * @param drainTime how long shutting down waits for the rest to be sent
     */
    public static Outbox in(
            DataSource dataSource,
            OutboxTable table,
            SnorkyBackend server,
            InstantSource clock,
            Backoff backoff,
            long maxTransactionBytes,
            Duration pollInterval,
            Duration drainTime) {
        OutboxDatabase database = new OutboxDatabase(dataSource);
        OutboxWriter writer = new OutboxWriter(table, clock);
        SentPositions positions = new SentPositions();
        OutboxStore store = new OutboxStore(database, table, writer, clock);
        OutboxRelay relay = new OutboxRelay(
                store,
                new RelayLock(dataSource, table),
                new OutboxDelivery(store, server, positions),
                backoff,
                pollInterval,
                drainTime);
        return new Outbox(
                new OutboxPublisher(writer, relay, positions, maxTransactionBytes),
                relay,
                new ParkedTransactions(database, table, writer, relay),
                new OutboxGauge(database, table, clock));
    }
}
