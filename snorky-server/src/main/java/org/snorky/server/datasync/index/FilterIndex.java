package org.snorky.server.datasync.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.filter.Filter;
import tools.jackson.databind.JsonNode;

/**
 * The filters of one model's subscriptions, found by the rows they match: what a delta costs is what it matches, not what is
 * subscribed.
 *
 * <ol>
 *   <li>{@link #match} tells of exactly the filters for which {@link Filter#matches} holds for one of the two rows, each once,
 *       and of which rows.
 *   <li>Filters that are equal are one, which many may own. Adding, removing and telling of an owner take constant time then.
 *   <li>A filter is brought into disjunctive normal form. Each disjunct stands in one place, which the row leads to by one
 *       condition after the other: equality by hash, then ranges and prefixes by interval, then the presence of a field.
 *       Conditions beyond the first are asked for only where many filters share those before.
 *   <li>What stands at the end of its conditions matches without being tried. Negations, code of somebody's own and disjuncts
 *       beyond the bound are tried once they are reached; a filter that consists of such alone is tried with every delta, and
 *       counted as {@linkplain FilterCounts#scanned() scanned}.
 *   <li>Once all are removed nothing is left.
 * </ol>
 *
 * <p>Conditions that overlap on most rows and are no equalities, such as two wide ranges of two fields, tell little: filters
 * of such are found by the first of the two and tried. Indexing the conjunctions of a boolean expression by their conditions:
 * Whang et al., <i>Indexing Boolean Expressions</i>, VLDB 2009; dividing by one field after the other only where it pays:
 * Sadoghi and Jacobsen, <i>BE-Tree</i>, SIGMOD 2011. Not safe for threads by itself.
 *
 * @param <T> whose filter it is
 */
public final class FilterIndex<T> {

    /**
     * A filter and its owner, as a handle to take it out again.
     *
     * @param <T> whose filter it is
     */
    public static final class Entry<T> extends Slotted implements Owners<T> {

        private final SharedFilter<T> shared;
        private final T owner;

        private Entry(SharedFilter<T> shared, T owner) {
            this.shared = shared;
            this.owner = owner;
        }

        /** One that is equal to the filter that was added, and takes less memory together with others. */
        public Filter filter() {
            return shared.filter();
        }

        @Override
        public void tell(Matched<? super T> matched, boolean before, boolean after) {
            matched.matched(owner, before, after);
        }
    }

    private final Map<Filter, SharedFilter<T>> filters = new HashMap<>();
    private final SharedFields fields = new SharedFields();
    private final Bag<Placement<T>> always = new Bag<>();
    private final Bag<Placement<T>> scanned = new Bag<>();
    private final Branch<T> rows = new Branch<>();
    private final Probe<T> probe = new Probe<>();
    private int entries;

    /** Adds a filter for an owner, who may have others, and equal ones. */
    public Entry<T> add(Filter filter, T owner) {
        SharedFilter<T> shared = filters.get(filter);
        if (shared == null) {
            shared = place(new SharedFilter<>(fields.in(filter)));
            filters.put(shared.filter(), shared);
        }
        Entry<T> entry = new Entry<>(shared, owner);
        shared.add(entry);
        entries++;
        return entry;
    }

    private SharedFilter<T> place(SharedFilter<T> shared) {
        List<Conjunction> cover = Cover.of(shared.filter());
        List<Placement<T>> placements = new ArrayList<>(cover == null ? 1 : cover.size());
        boolean exact = cover != null;
        if (cover == null) {
            placements.add(new Placement<>(shared, null));
        } else {
            for (Conjunction conjunction : cover) {
                placements.add(new Placement<>(shared, conjunction.chain()));
                exact &= conjunction.exact();
            }
        }
        shared.place(placements, exact);
        for (Placement<T> placement : placements) {
            Anchor first = placement.anchor(0);
            if (first == null) {
                unanchored(shared).add(placement);
            } else {
                rows.add(first, placement, 0);
            }
        }
        return shared;
    }

    private Bag<Placement<T>> unanchored(SharedFilter<T> shared) {
        return shared.isToldByAnchors() ? always : scanned;
    }

    /**
     * Takes out what was added.
     *
     * @throws IllegalStateException if it was taken out before
     */
    public void remove(Entry<T> entry) {
        SharedFilter<T> shared = entry.shared;
        if (shared.remove(entry)) {
            filters.remove(shared.filter());
            for (Placement<T> placement : shared.placements()) {
                Anchor first = placement.anchor(0);
                if (first == null) {
                    unanchored(shared).remove(placement);
                } else {
                    rows.remove(first, placement, 0);
                }
            }
        }
        entries--;
    }

    /** Whether nothing is in here. */
    public boolean isEmpty() {
        return filters.isEmpty() && always.isEmpty() && scanned.isEmpty() && rows.isEmpty();
    }

    /** How many there are. */
    public FilterCounts counts() {
        return new FilterCounts(entries, filters.size(), scanned.size());
    }

    /**
     * Tells of each filter that matches a row before or after its change, once for each owner, in no order.
     *
     * @param before the row as it was, or null
     * @param after the row as it is, or null
     * @return how many filters, and places that may lead to filters, were looked at: what it took, whichever the machine
     */
    public int match(@Nullable JsonNode before, @Nullable JsonNode after, Matched<? super T> matched) {
        int both = Probe.rows(before, after);
        probe.start(before, after);
        try {
            reach(always, both);
            reach(scanned, both);
            rows.probe(probe, both, 0);
        } finally {
            probe.finish(matched);
        }
        return probe.looks();
    }

    private void reach(Bag<Placement<T>> placements, int both) {
        for (int i = 0; i < placements.size(); i++) {
            probe.reached(placements.get(i).filter(), both);
        }
    }
}
