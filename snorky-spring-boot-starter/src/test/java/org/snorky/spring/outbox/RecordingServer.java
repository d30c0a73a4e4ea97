package org.snorky.spring.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import tools.jackson.databind.JsonNode;

/**
 * A server that takes each batch id once, as a real one does, and remembers what it took; it fails, refuses, or swallows
 * its answer, at will.
 */
class RecordingServer implements SnorkyBackend {

    private final Map<String, List<Change>> batches = new LinkedHashMap<>();
    private final List<DeltaBatch> attempts = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private boolean answersGetLost;
    private Predicate<Change> refused = change -> false;

    synchronized void fail(@Nullable RuntimeException with) {
        failure = with;
    }

    synchronized void loseAnswers(boolean lose) {
        answersGetLost = lose;
    }

    synchronized void refuse(Predicate<Change> which) {
        refused = which;
    }

    synchronized void refuseModel(String model) {
        refuse(change -> change instanceof Delta delta && delta.model().equals(model));
    }

    synchronized List<DeltaBatch> attempts() {
        return List.copyOf(attempts);
    }

    synchronized List<List<Change>> batches() {
        return List.copyOf(batches.values());
    }

    synchronized List<Change> taken() {
        return batches.values().stream().flatMap(List::stream).toList();
    }

    /** What it took, in short: {@code Task 1} or {@code fetch Task}. */
    List<String> told() {
        return taken().stream()
                .map(change -> change instanceof Delta.Insert insert
                        ? insert.model() + " " + insert.data().path("id")
                        : "fetch " + ((Invalidation.Model) change).model())
                .toList();
    }

    @Override
    public synchronized String publish(DeltaBatch batch) {
        attempts.add(batch);
        if (failure != null) {
            throw failure;
        }
        if (batch.changes().stream().anyMatch(refused)) {
            throw new ProtocolException("Not this one", ErrorCode.INVALID_MODEL, "/0");
        }
        String id = String.valueOf(batch.batchId());
        List<Change> known = batches.putIfAbsent(id, batch.changes());
        if (known != null && !known.equals(batch.changes())) {
            throw new AssertionError("Batch " + id + " came again with other content");
        }
        if (answersGetLost) {
            throw new IllegalStateException("The answer got lost");
        }
        return "p:" + batches.size();
    }

    @Override
    public Authorization authorize(List<SubscriptionItem> items, @Nullable JsonNode identity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean cancel(String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int revoke(Revocation revocation, boolean empty) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void publish(JsonNode channel, JsonNode message) {
        throw new UnsupportedOperationException();
    }
}
