package org.snorky.server.datasync.index;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An interval of an {@link IntervalTree}, with what is found by it. */
final class IntervalNode<T> {

    final Interval interval;
    Content<T> content;

    /** Where the interval roughly lies, so that a probe on its way down seldom needs more than the node itself. */
    private final double nearStart;

    private final double nearEnd;
    private double nearLastEnd;

    @Nullable IntervalNode<T> left;

    @Nullable IntervalNode<T> right;

    /** The one at or below this that ends last. */
    IntervalNode<T> last = this;

    int height = 1;

    IntervalNode(Interval interval, Content<T> content) {
        this.interval = interval;
        this.content = content;
        nearStart = interval.nearStart();
        nearEnd = interval.nearEnd();
        nearLastEnd = nearEnd;
    }

    boolean startsBefore(JsonNode value, double near) {
        return nearStart < near || (nearStart == near && interval.startsBefore(value));
    }

    boolean endsAfter(JsonNode value, double near) {
        return nearEnd > near || (nearEnd == near && interval.endsAfter(value));
    }

    /** Whether anything at or below this ends after a value. */
    boolean lastEndsAfter(JsonNode value, double near) {
        return nearLastEnd > near || (nearLastEnd == near && last.interval.endsAfter(value));
    }

    /** What takes its place so that the sides differ by one in height, if they differed by two. */
    IntervalNode<T> balanced() {
        int lean = lean();
        if (lean > 1 && left != null) {
            if (left.lean() < 0) {
                left = left.turnedLeft();
            }
            return turnedRight();
        }
        if (lean < -1 && right != null) {
            if (right.lean() > 0) {
                right = right.turnedRight();
            }
            return turnedLeft();
        }
        look();
        return this;
    }

    private int lean() {
        return height(left) - height(right);
    }

    private static int height(@Nullable IntervalNode<?> node) {
        return node == null ? 0 : node.height;
    }

    private IntervalNode<T> turnedLeft() {
        IntervalNode<T> top = right;
        if (top == null) {
            return this;
        }
        right = top.left;
        look();
        top.left = this;
        top.look();
        return top;
    }

    private IntervalNode<T> turnedRight() {
        IntervalNode<T> top = left;
        if (top == null) {
            return this;
        }
        left = top.right;
        look();
        top.right = this;
        top.look();
        return top;
    }

    /** Learns anew what its sides are like. */
    private void look() {
        height = Math.max(height(left), height(right)) + 1;
        last = this;
        lookAtLast(left);
        lookAtLast(right);
        nearLastEnd = last.nearEnd;
    }

    private void lookAtLast(@Nullable IntervalNode<T> side) {
        if (side != null && side.last.interval.compareEnd(last.interval) > 0) {
            last = side.last;
        }
    }

    /** What takes its place when it goes. */
    @Nullable IntervalNode<T> withoutThis() {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        IntervalNode<T> next = right;
        while (next.left != null) {
            next = next.left;
        }
        next.right = withoutFirst(right);
        next.left = left;
        return next.balanced();
    }

    private static <T> @Nullable IntervalNode<T> withoutFirst(IntervalNode<T> node) {
        if (node.left == null) {
            return node.right;
        }
        node.left = withoutFirst(node.left);
        return node.balanced();
    }
}
