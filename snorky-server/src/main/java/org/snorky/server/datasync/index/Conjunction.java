package org.snorky.server.datasync.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.filter.FieldPath;
import org.snorky.server.datasync.filter.Filter;
import tools.jackson.databind.JsonNode;

/**
 * Conditions on single fields, all of which are met wherever a disjunct of a filter is.
 *
 * @param anchors at most one interval for each field and type
 * @param exact whether the disjunct is met wherever they all are
 */
record Conjunction(List<Anchor> anchors, boolean exact) {

    /** More anchors would not tell more, and cost memory. */
    private static final int MAX_ANCHORS = 12;

    /** No row of JSON is so deep that fields further down matter. */
    private static final int MAX_STEPS = 16;

    static final Conjunction ALWAYS = new Conjunction(List.of(), true);

    /** A condition on one field as a conjunction, null where no anchor says it. */
    static @Nullable Conjunction of(FieldPath field, Anchor anchor) {
        return field.steps().size() > MAX_STEPS ? null : new Conjunction(List.of(anchor), true);
    }

    /** A comparison, by which nothing is met if the value has no order. */
    static @Nullable Anchor interval(Filter.Compare compare) {
        JsonNode value = compare.value();
        if (value.isNumber()) {
            return NumberInterval.of(compare.field(), compare.order(), value);
        }
        return value.isString() ? TextInterval.of(compare.field(), compare.order(), value.stringValue()) : null;
    }

    Conjunction and(Conjunction other) {
        List<Anchor> all = new ArrayList<>(anchors);
        other.anchors.forEach(anchor -> add(all, anchor));
        boolean fits = all.size() <= MAX_ANCHORS;
        if (!fits) {
            all.sort(Comparator.comparingInt(Anchor::rank));
        }
        return new Conjunction(fits ? all : List.copyOf(all.subList(0, MAX_ANCHORS)), exact && other.exact && fits);
    }

    private static void add(List<Anchor> all, Anchor anchor) {
        for (int i = 0; i < all.size() && anchor instanceof Interval interval; i++) {
            Anchor known = all.get(i);
            if (known.getClass() == anchor.getClass() && known.field().equals(anchor.field())) {
                all.set(i, interval.and((Interval) known));
                return;
            }
        }
        all.add(anchor);
    }

    Conjunction inexact() {
        return exact ? new Conjunction(anchors, false) : this;
    }

    /** The anchors as a chain, the most telling first; null if there are none. */
    @Nullable Anchor chain() {
        if (anchors.isEmpty()) {
            return null;
        }
        List<Anchor> inOrder = new ArrayList<>(anchors);
        inOrder.sort(Comparator.comparingInt(Anchor::rank));
        Anchor chain = inOrder.get(inOrder.size() - 1);
        for (int i = inOrder.size() - 2; i >= 0; i--) {
            chain = inOrder.get(i).before(chain);
        }
        return chain;
    }
}
