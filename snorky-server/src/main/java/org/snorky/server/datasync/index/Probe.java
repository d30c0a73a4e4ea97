package org.snorky.server.datasync.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The states of a row before and after a change, on their way through the index, and the filters they have met. */
final class Probe<T> {

    static final int BEFORE = 1;
    static final int AFTER = 2;

    /** What one change met is not worth keeping room for if it was more. */
    private static final int USUAL = 10_000;

    private List<SharedFilter<T>> met = new ArrayList<>();
    private @Nullable JsonNode before;
    private @Nullable JsonNode after;
    private int looks;

    void start(@Nullable JsonNode rowBefore, @Nullable JsonNode rowAfter) {
        before = rowBefore;
        after = rowAfter;
        looks = 0;
    }

    /** One more look at something that may lead to filters, or at a filter. */
    void looked() {
        looks++;
    }

    int looks() {
        return looks;
    }

    @Nullable JsonNode before(int rows) {
        return (rows & BEFORE) == 0 ? null : before;
    }

    @Nullable JsonNode after(int rows) {
        return (rows & AFTER) == 0 ? null : after;
    }

    static int rows(@Nullable JsonNode before, @Nullable JsonNode after) {
        return (before == null ? 0 : BEFORE) | (after == null ? 0 : AFTER);
    }

    /** Rows meet all anchors of a filter. */
    void reached(SharedFilter<T> filter, int rows) {
        if (filter.isToldByAnchors()) {
            looked();
            note(filter);
            filter.match(rows);
        } else {
            test(filter, rows);
        }
    }

    /** Rows meet some anchors of a filter, or it has none. */
    void test(SharedFilter<T> filter, int rows) {
        looked();
        note(filter);
        filter.test(before(rows), after(rows));
    }

    private void note(SharedFilter<T> filter) {
        if (filter.isUntouched()) {
            met.add(filter);
        }
    }

    /** Tells the owners of the filters that match, and forgets all. */
    void finish(Matched<? super T> matched) {
        List<SharedFilter<T>> all = met;
        try {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).tell(matched);
            }
        } finally {
            forget();
        }
    }

    private void forget() {
        for (int i = 0; i < met.size(); i++) {
            met.get(i).forget();
        }
        if (met.size() > USUAL) {
            met = new ArrayList<>();
        } else {
            met.clear();
        }
        before = null;
        after = null;
    }
}
