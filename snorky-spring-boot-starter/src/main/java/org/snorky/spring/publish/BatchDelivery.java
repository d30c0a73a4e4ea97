package org.snorky.spring.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.Change;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;

/**
 * The attempts to give the server what the queue begins with. A batch keeps its content and its id until it is dealt
 * with, so that one whose answer got lost is not delivered twice.
 *
 * <p>What the server refuses for good is dropped and reported, and clients are made to fetch it again. For the sender's
 * thread alone, but for what it tells.
 */
public final class BatchDelivery {

    private static final Logger log = LoggerFactory.getLogger(BatchDelivery.class);

    private final SnorkyBackend server;
    private final StaleModels staleModels;
    private final Consumer<CommittedChanges> invalidations;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable String problem;

    private @Nullable Batch current;
    private int toTryAlone;

    public BatchDelivery(SnorkyBackend server, StaleModels staleModels, DeltaQueue queue) {
        this.server = server;
        this.staleModels = staleModels;
        this.invalidations = queue::invalidate;
    }

    /**
     * Tries to deliver what the queue begins with.
     *
     * @return how many of its elements are dealt with, from the first on; 0 if there are none, or the server must be
     *     tried again
     */
    int deliver(List<CommittedChanges> head) {
        try {
            int done = head.isEmpty() ? 0 : attempt(batchOf(head));
            recovered();
            return done;
        } catch (RuntimeException away) {
            failed(away);
            return 0;
        }
    }

    private Batch batchOf(List<CommittedChanges> head) {
        Batch batch = current;
        if (batch == null) {
            batch = new Batch(UUID.randomUUID().toString(), List.copyOf(toTryAlone > 0 ? head.subList(0, 1) : head));
            current = batch;
        }
        return batch;
    }

    private int attempt(Batch batch) {
        String position;
        try {
            position = server.publish(new DeltaBatch(batch.id, batch.all()));
        } catch (ProtocolException failure) {
            Refusal refusal = new Refusal(failure);
            if (refusal.isTemporary()) {
                throw failure;
            }
            current = null;
            return refused(batch, refusal);
        }
        sent.addAndGet(batch.deltas());
        batch.invalidatedModels().forEach(staleModels::told);
        batch.watches().forEach(watch -> watch.reached(position));
        return done(batch);
    }

    private int done(Batch batch) {
        current = null;
        toTryAlone = Math.max(0, toTryAlone - 1);
        return batch.changes.size();
    }

    /** One transaction that is refused must not take others down: each of the batch is then tried by itself. */
    private int refused(Batch batch, Refusal refusal) {
        if (batch.changes.size() > 1) {
            toTryAlone = batch.changes.size();
            return attempt(batchOf(batch.changes));
        }
        CommittedChanges changes = batch.changes.get(0);
        refused.addAndGet(batch.deltas());
        log.error(
                "The Snorky server refused {} changes of {}: {}",
                changes.changes().size(),
                changes.models(),
                refusal.describe());
        changes.models().forEach(model -> staleModels.add(model, "the server refused it: " + refusal.describe()));
        batch.watches().forEach(PositionWatch::lost);
        if (!changes.onlyInvalidates()) {
            invalidations.accept(changes);
        }
        return done(batch);
    }

    private void recovered() {
        if (problem != null) {
            log.info("The Snorky server takes deltas again");
            problem = null;
        }
    }

    private void failed(RuntimeException away) {
        failures.incrementAndGet();
        String text = String.valueOf(away.getMessage());
        if (problem == null) {
            log.warn("Deltas wait until the Snorky server takes them: {}", text);
            log.debug("The failure was", away);
        }
        problem = text;
    }

    public long sent() {
        return sent.get();
    }

    /** How many deltas the server refused. */
    public long refused() {
        return refused.get();
    }

    /** How many attempts failed. */
    public long failures() {
        return failures.get();
    }

    /** Why deltas wait at the moment, null if they do not. */
    public @Nullable String problem() {
        return problem;
    }

    private record Batch(String id, List<CommittedChanges> changes) {

        List<Change> all() {
            return changes.stream().flatMap(each -> each.changes().stream()).toList();
        }

        int deltas() {
            return changes.stream().mapToInt(CommittedChanges::deltas).sum();
        }

        List<PositionWatch> watches() {
            List<PositionWatch> watches = new ArrayList<>();
            for (CommittedChanges each : changes) {
                if (each.watch() != null) {
                    watches.add(each.watch());
                }
            }
            return watches;
        }

        List<String> invalidatedModels() {
            return all().stream()
                    .filter(Invalidation.Model.class::isInstance)
                    .map(change -> ((Invalidation.Model) change).model())
                    .toList();
        }
    }
}
