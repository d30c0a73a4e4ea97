package org.snorky.spring.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.Invalidation;

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

    /** More is a mistake: whoever invalidates that many items means the model. */
    private static final int MAX_INVALIDATIONS = 1_000;

    private final long maxBytes;
    private final Deque<Layer> layers = new ArrayDeque<>();
    private final Set<String> stale = new LinkedHashSet<>();
    private final List<Runnable> rollbacks = new ArrayList<>();
    private long bytes;
    private CommitOrder.@Nullable Ticket ticket;

    /** @param maxBytes how much the rows may take, as JSON */
    public ChangeSet(long maxBytes) {
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

    /**
     * Adds the wish that clients fetch again.
     *
     * @throws IllegalStateException if this transaction has expressed too many
     */
    void invalidate(Invalidation invalidation) {
        Set<Invalidation> known = layers.element().invalidations;
        if (known.size() >= MAX_INVALIDATIONS && !known.contains(invalidation)) {
            throw new IllegalStateException("More than " + MAX_INVALIDATIONS
                    + " invalidations in one transaction; invalidate the model instead");
        }
        known.add(invalidation);
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
            layer.clear();
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

    boolean invalidates() {
        return !stale.isEmpty() || layers.stream().anyMatch(layer -> !layer.invalidations.isEmpty());
    }

    /** Whether rows like this one are to be fetched again because of this transaction. */
    boolean invalidates(RowKey row) {
        return stale.contains(row.model())
                || layers.stream()
                        .flatMap(layer -> layer.invalidations.stream())
                        .anyMatch(each -> !(each instanceof Invalidation.Model model)
                                || model.model().equals(row.model()));
    }

    /** All that was gathered: the deltas, and behind them what is to be fetched again. */
    public CommittedChanges gathered() {
        List<Change> gathered = new ArrayList<>();
        coalesced().forEach((row, change) -> change.toDelta(row.model()).ifPresent(gathered::add));
        Set<Change> invalidations = new LinkedHashSet<>();
        stale.forEach(model -> invalidations.add(Invalidation.ofModel(model)));
        layers.descendingIterator().forEachRemaining(layer -> invalidations.addAll(layer.invalidations));
        gathered.addAll(invalidations);
        return CommittedChanges.of(gathered);
    }

    /** Gives all that was gathered away, and starts anew. */
    public CommittedChanges take() {
        CommittedChanges gathered = gathered();
        layers.forEach(Layer::clear);
        stale.clear();
        bytes = 0;
        return gathered;
    }

    /** Has something done if the transaction does not commit. */
    public void onRollback(Runnable action) {
        rollbacks.add(action);
    }

    /** To be called when the transaction did not commit. */
    public void rolledBack() {
        rollbacks.forEach(Runnable::run);
        rollbacks.clear();
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
        private final Set<Invalidation> invalidations = new LinkedHashSet<>();

        Layer(@Nullable Object savepoint) {
            this.savepoint = savepoint;
        }

        void clear() {
            changes.clear();
            invalidations.clear();
        }
    }
}
