package org.snorky.server.datasync.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.filter.Filter;
import tools.jackson.databind.JsonNode;

/** A filter that stands in the index once, for all who have one equal to it, and what a probe has found out about it. */
final class SharedFilter<T> {

    private static final int TESTED = 2;
    private static final int TOLD_BY_ANCHORS = 1 << 4;

    private final Filter filter;
    private @Nullable Owners<T> owners;

    /** Most filters have one placement and no list. */
    private @Nullable Placement<T> first;

    private List<Placement<T>> others = List.of();

    /** Two bits of the rows that match, two of those that were tested, and what the filter is like. */
    private byte bits;

    SharedFilter(Filter filter) {
        this.filter = filter;
    }

    Filter filter() {
        return filter;
    }

    List<Placement<T>> placements() {
        if (first == null) {
            return List.of();
        }
        List<Placement<T>> all = new ArrayList<>(1 + others.size());
        all.add(first);
        all.addAll(others);
        return all;
    }

    /** @param toldByAnchors whether a row matches if it meets all anchors of one placement */
    void place(List<Placement<T>> places, boolean toldByAnchors) {
        if (!places.isEmpty()) {
            first = places.get(0);
            others = List.copyOf(places.subList(1, places.size()));
        }
        bits = toldByAnchors ? (byte) TOLD_BY_ANCHORS : 0;
    }

    void add(FilterIndex.Entry<T> entry) {
        if (owners == null) {
            owners = entry;
        } else if (owners instanceof Owners.Several<T> several) {
            several.entries().add(entry);
        } else {
            Bag<FilterIndex.Entry<T>> entries = new Bag<>();
            entries.add((FilterIndex.Entry<T>) owners);
            entries.add(entry);
            owners = new Owners.Several<>(entries);
        }
    }

    /** Takes an entry out, and gives whether none is left. */
    boolean remove(FilterIndex.Entry<T> entry) {
        if (owners instanceof Owners.Several<T> several) {
            several.entries().remove(entry);
            return several.entries().isEmpty();
        }
        if (owners != entry) {
            throw new IllegalStateException("Not in the index");
        }
        owners = null;
        return true;
    }

    boolean isToldByAnchors() {
        return (bits & TOLD_BY_ANCHORS) != 0;
    }

    boolean isUntouched() {
        return (bits & ~TOLD_BY_ANCHORS) == 0;
    }

    void match(int rows) {
        bits |= (byte) rows;
    }

    /** Tries the rows that are given and were not tried yet. */
    void test(@Nullable JsonNode before, @Nullable JsonNode after) {
        if (before != null) {
            test(before, Probe.BEFORE);
        }
        if (after != null) {
            test(after, Probe.AFTER);
        }
    }

    private void test(JsonNode row, int which) {
        int known = which | which << TESTED;
        if ((bits & known) == 0) {
            bits |= (byte) (which << TESTED);
            if (filter.matches(row)) {
                match(which);
            }
        }
    }

    void tell(Matched<? super T> matched) {
        boolean before = (bits & Probe.BEFORE) != 0;
        boolean after = (bits & Probe.AFTER) != 0;
        if (owners != null && (before || after)) {
            owners.tell(matched, before, after);
        }
    }

    void forget() {
        bits &= (byte) TOLD_BY_ANCHORS;
    }
}
