package org.snorky.spring.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.spring.publish.CommittedChanges;
import org.snorky.spring.publish.Refusal;
import tools.jackson.core.JacksonException;

/**
 * One batch after the other from the table to the server.
 *
 * <p>A batch that the server refuses for good is tried transaction by transaction; one that is refused alone is parked, and
 * clients are made to fetch its models again. For the relay's thread alone, but for what it counts.
 */
final class OutboxDelivery {

    private static final Logger log = LoggerFactory.getLogger(OutboxDelivery.class);

    private final OutboxStore store;
    private final SnorkyBackend server;
    private final SentPositions positions;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    OutboxDelivery(OutboxStore store, SnorkyBackend server, SentPositions positions) {
        this.store = store;
        this.server = server;
        this.positions = positions;
    }

    /**
     * Sends one batch.
     *
     * @return false if there is none
     * @throws RuntimeException if the server or the database is away; the same batch is next again
     */
    boolean deliverNext() {
        OutboxBatch batch = store.next().orElse(null);
        if (batch == null) {
            return false;
        }
        try {
            List<Change> changes = read(batch);
            String position = server.publish(new DeltaBatch(batch.id(), changes));
            positions.sent(batch.rows(), position);
            store.sent(batch);
            sent.addAndGet(changes.stream().filter(Delta.class::isInstance).count());
        } catch (UnreadableException unreadable) {
            refused(batch, unreadable.getMessage());
        } catch (ProtocolException failure) {
            Refusal refusal = new Refusal(failure);
            if (refusal.isTemporary()) {
                throw failure;
            }
            refused(batch, refusal.describe());
        }
        return true;
    }

    private static List<Change> read(OutboxBatch batch) {
        List<Change> changes = new ArrayList<>();
        for (OutboxRow row : batch.rows()) {
            changes.addAll(read(row));
        }
        return changes;
    }

    private static List<Change> read(OutboxRow row) {
        try {
            return ChangesJson.read(row.changes());
        } catch (JacksonException | ProtocolException unreadable) {
            throw new UnreadableException("Row " + row.id() + " is not what Snorky wrote there", unreadable);
        }
    }

    private void refused(OutboxBatch batch, String problem) {
        if (batch.rows().size() > 1) {
            store.split(batch);
            return;
        }
        OutboxRow row = batch.rows().get(0);
        List<String> models = ChangesJson.readNames(row.models());
        refused.incrementAndGet();
        log.error("Parked transaction {} of the outbox, which changed {}: {}", row.id(), models, problem);
        store.park(row, problem, instead(row, models));
        positions.parked(row);
    }

    /** Nothing instead of what was itself an invalidation: it would be refused as well, without end. */
    private static CommittedChanges instead(OutboxRow row, List<String> models) {
        try {
            CommittedChanges changes = CommittedChanges.of(read(row));
            return changes.onlyInvalidates() ? CommittedChanges.of(List.of()) : changes.asInvalidations();
        } catch (UnreadableException unreadable) {
            return CommittedChanges.of(
                    models.stream().map(Invalidation::ofModel).toList());
        }
    }

    /** How many deltas the server took. */
    long sent() {
        return sent.get();
    }

    /** How many transactions it refused. */
    long refused() {
        return refused.get();
    }

    private static final class UnreadableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
