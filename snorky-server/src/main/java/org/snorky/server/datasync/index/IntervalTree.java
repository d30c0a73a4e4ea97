package org.snorky.server.datasync.index;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Intervals of one type on one field, found by the values they contain.
 *
 * <p>An interval tree (Cormen et al., <i>Introduction to Algorithms</i>, 3rd ed., 14.3): ordered by start, each node knows
 * which interval below it ends last. It is balanced as an AVL tree (Adelson-Velsky and Landis 1962), which needs no dice.
 * Adding and removing take O(log n); a value finds its k intervals in O(min(n, k log n)), and near O(log n + k) as a rule.
 */
final class IntervalTree<T> {

    @Nullable IntervalNode<T> root;

    void add(Interval interval, Placement<T> placement, int depth) {
        root = add(root, interval, placement, depth);
    }

    private static <T> IntervalNode<T> add(
            @Nullable IntervalNode<T> node, Interval interval, Placement<T> placement, int depth) {
        if (node == null) {
            return new IntervalNode<>(interval, placement);
        }
        int sign = interval.compare(node.interval);
        if (sign == 0) {
            node.content = node.content.with(placement, depth);
            return node;
        }
        if (sign < 0) {
            node.left = add(node.left, interval, placement, depth);
        } else {
            node.right = add(node.right, interval, placement, depth);
        }
        return node.balanced();
    }

    boolean isEmpty() {
        return root == null;
    }

    /** Takes out what was added, and gives whether nothing is left. */
    boolean remove(Interval interval, Placement<T> placement, int depth) {
        root = remove(root, interval, placement, depth);
        return root == null;
    }

    private static <T> @Nullable IntervalNode<T> remove(
            @Nullable IntervalNode<T> node, Interval interval, Placement<T> placement, int depth) {
        if (node == null) {
            throw new IllegalStateException("Not in the index");
        }
        int sign = interval.compare(node.interval);
        if (sign == 0) {
            Content<T> left = node.content.without(placement, depth);
            if (left == null) {
                return node.withoutThis();
            }
            node.content = left;
            return node;
        }
        if (sign < 0) {
            node.left = remove(node.left, interval, placement, depth);
        } else {
            node.right = remove(node.right, interval, placement, depth);
        }
        return node.balanced();
    }

    /** @param near the double nearest to a number, 0 of a text */
    void probe(Probe<T> probe, JsonNode value, double near, int rows, int depth) {
        probe(root, probe, value, near, rows, depth);
    }

    private static <T> void probe(
            @Nullable IntervalNode<T> node, Probe<T> probe, JsonNode value, double near, int rows, int depth) {
        IntervalNode<T> at = node;
        while (at != null) {
            probe.looked();
            if (!at.lastEndsAfter(value, near)) {
                return;
            }
            probe(at.left, probe, value, near, rows, depth);
            if (!at.startsBefore(value, near)) {
                return;
            }
            if (at.last == at || at.endsAfter(value, near)) {
                at.content.probe(probe, rows, depth);
            }
            at = at.right;
        }
    }
}
