package org.snorky.server.datasync.index;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Intervals of one type on one field, found by the values they contain.
 *
 * <p>An interval tree (Cormen et al., <i>Introduction to Algorithms</i>, 3rd ed., 14.3): ordered by start, each node knows
 * which interval below it ends last. Its nodes are blocks of up to {@value IntervalBlock#WIDTH}, all leaves equally deep, as in
 * a B-tree (Bayer and McCreight 1972), since what a probe costs is not comparisons but places in memory that it visits.
 * Adding and removing take O(log n); a value finds its k intervals in O(min(n, k log n)), and near O(log n + k) as a rule.
 */
final class IntervalTree<T> {

    @Nullable IntervalBlock<T> root;

    void add(Interval interval, Placement<T> placement, int depth) {
        IntervalBlock<T> top = root == null ? new IntervalBlock<>(true) : root;
        root = top;
        IntervalBlock<T> more = top.add(interval, placement, depth);
        if (more != null) {
            root = new IntervalBlock<>(false);
            root.insert(0, top);
            root.insert(1, more);
        }
    }

    boolean isEmpty() {
        return root == null;
    }

    /** Takes out what was added, and gives whether nothing is left. */
    boolean remove(Interval interval, Placement<T> placement, int depth) {
        if (root == null) {
            throw new IllegalStateException("Not in the index");
        }
        root.remove(interval, placement, depth);
        while (!root.leaf && root.size() == 1) {
            root = root.child(0);
        }
        root = root.size() == 0 ? null : root;
        return root == null;
    }

    /** @param near the double nearest to a number, 0 of a text */
    void probe(Probe<T> probe, JsonNode value, double near, int rows, int depth) {
        if (root != null) {
            root.probe(probe, value, near, rows, depth);
        }
    }
}
