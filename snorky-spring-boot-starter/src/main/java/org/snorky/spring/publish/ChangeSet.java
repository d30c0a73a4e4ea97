package org.snorky.spring.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;

/**
 * What one transaction has changed so far, coalesced per row, in the order in which rows were first touched.
 *
 * <p>A savepoint starts a layer, and rolling back to it takes the layers from there off again. Bounded: a transaction
 * that changes more than {@code maxBytes} keeps no rows but only the names of its models, which are then stale, as after
 * a bulk statement.
 *
 * <p>Belongs to the thread that runs its transaction.
 */
public final class ChangeSet {

    private final long maxBytes;
    private final Deque<Layer> layers = new ArrayDeque<>();
    private final Set<String> stale = new HashSet<>();
    private long bytes;
    private CommitOrder.@Nullable Ticket ticket;

    ChangeSet(long maxBytes) {
        this.maxBytes = maxBytes;
        layers.push(new Layer(null));
    }

    /** Adds a change that the database has made, within the transaction. */
    public void record(RowKey row, RowChange change) {
        if (stale.contains(row.model())) {
            return;
        }
        layers.element().changes.merge(row, change, RowChange::then);
        bytes += JsonSize.of(change.before()) + JsonSize.of(change.after());
        if (bytes > maxBytes) {
            giveUpRows();
        }
    }

    /** Says that a model has changed in a way that cannot be told as rows. */
    public void stale(String model) {
        stale.add(model);
        layers.forEach(
                layer -> layer.changes.keySet().removeIf(row -> row.model().equals(model)));
    }

    /** Whether the row's state before this transaction is known already. */
    public boolean touched(RowKey row) {
        return stale.contains(row.model()) || layers.stream().anyMatch(layer -> layer.changes.containsKey(row));
    }

    public void savepoint(Object savepoint) {
        layers.push(new Layer(savepoint));
    }

    /** Forgets what was recorded since; all of it if the savepoint is older than this change set. */
    public void rollbackTo(Object savepoint) {
        boolean known = layers.stream().anyMatch(layer -> layer.savepoint == savepoint);
        for (Iterator<Layer> newest = layers.iterator(); newest.hasNext(); ) {
            Layer layer = newest.next();
            layer.changes.clear();
            if (known && layer.savepoint == savepoint) {
                return;
            }
        }
    }

    private void giveUpRows() {
        layers.forEach(layer -> layer.changes.keySet().forEach(row -> stale.add(row.model())));
        layers.forEach(layer -> layer.changes.clear());
        bytes = 0;
    }

    Set<RowKey> rows() {
        return coalesced().keySet();
    }

    Set<String> staleModels() {
        return Set.copyOf(stale);
    }

    /** All models that this transaction has to do with. */
    Set<String> models() {
        Set<String> models = new HashSet<>(stale);
        rows().forEach(row -> models.add(row.model()));
        return models;
    }

    List<Delta> deltas() {
        List<Delta> deltas = new ArrayList<>();
        coalesced().forEach((row, change) -> change.toDelta(row.model()).ifPresent(deltas::add));
        return deltas;
    }

    CommitOrder.@Nullable Ticket ticket() {
        return ticket;
    }

    void ticket(CommitOrder.Ticket taken) {
        this.ticket = taken;
    }

    private Map<RowKey, RowChange> coalesced() {
        Map<RowKey, RowChange> all = new LinkedHashMap<>();
        layers.descendingIterator()
                .forEachRemaining(
                        layer -> layer.changes.forEach((row, change) -> all.merge(row, change, RowChange::then)));
        return all;
    }

    /** What was recorded since a savepoint, or since the beginning if it is null. */
    private static final class Layer {

        private final @Nullable Object savepoint;
        private final Map<RowKey, RowChange> changes = new LinkedHashMap<>();

        Layer(@Nullable Object savepoint) {
            this.savepoint = savepoint;
        }
    }
}
