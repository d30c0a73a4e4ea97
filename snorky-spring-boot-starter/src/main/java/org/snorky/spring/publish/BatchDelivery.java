package org.snorky.spring.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;

/**
 * The attempts to give the server what the queue begins with. A batch keeps its content and its id until it is dealt
 * with, so that one whose answer got lost is not delivered twice.
 *
 * <p>What the server refuses, though it is there, is dropped and reported: repeating it would hold up all that follows. A
 * wrong key is no such refusal, since it says nothing about the batch and can be put right. For the sender's thread
 * alone, but for what it tells.
 */
public final class BatchDelivery {

    private static final Logger log = LoggerFactory.getLogger(BatchDelivery.class);

    private final SnorkyBackend server;
    private final StaleModels staleModels;
    private final Optional<ModelInvalidator> invalidator;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable String problem;

    private @Nullable Batch current;
    private int toTryAlone;

    public BatchDelivery(SnorkyBackend server, StaleModels staleModels, Optional<ModelInvalidator> invalidator) {
        this.server = server;
        this.staleModels = staleModels;
        this.invalidator = invalidator;
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
            invalidateStale();
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
        List<Delta> deltas = batch.deltas();
        try {
            if (!deltas.isEmpty()) {
                server.publish(new DeltaBatch(batch.id, List.copyOf(deltas)));
            }
        } catch (ProtocolException refusal) {
            if (isTemporary(refusal)) {
                throw refusal;
            }
            current = null;
            return refused(batch, deltas.size(), refusal);
        }
        sent.addAndGet(deltas.size());
        return done(batch);
    }

    private int done(Batch batch) {
        current = null;
        toTryAlone = Math.max(0, toTryAlone - 1);
        return batch.changes.size();
    }

    /** One transaction that is refused must not take others down: each of the batch is then tried by itself. */
    private int refused(Batch batch, int deltas, ProtocolException refusal) {
        if (batch.changes.size() > 1) {
            toTryAlone = batch.changes.size();
            return attempt(batchOf(batch.changes));
        }
        CommittedChanges changes = batch.changes.get(0);
        refused.addAndGet(deltas);
        log.error(
                "The Snorky server refused {} deltas of {}: {} ({}{})",
                deltas,
                changes.models(),
                refusal.getMessage(),
                refusal.code(),
                refusal.pointer() == null ? "" : " at " + refusal.pointer());
        changes.models().forEach(model -> staleModels.add(model, "the server refused it: " + refusal.getMessage()));
        return done(batch);
    }

    private static boolean isTemporary(ProtocolException refusal) {
        return switch (refusal.code()) {
            case ErrorCode.INVALID_KEY, ErrorCode.OVERLOADED, ErrorCode.NOT_AUTHORIZED -> true;
            // No Snorky server's answer, but that of something before it or in its place.
            default -> refusal.code().startsWith("http_");
        };
    }

    private void invalidateStale() {
        if (invalidator.isEmpty() || staleModels.isEmpty()) {
            return;
        }
        staleModels.all().forEach((model, reason) -> {
            staleModels.remove(model);
            try {
                invalidator.get().invalidate(model);
            } catch (RuntimeException failure) {
                staleModels.add(model, reason);
                throw failure;
            }
        });
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

        List<Delta> deltas() {
            List<Delta> deltas = new ArrayList<>();
            changes.forEach(each -> deltas.addAll(each.deltas()));
            return deltas;
        }
    }
}
