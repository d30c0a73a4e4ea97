package org.snorky.server.datasync.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A node of an {@link IntervalTree}: in order, either intervals with what is found by each, or further blocks, of each of which
 * it knows the interval that begins first and the one that ends last.
 */
final class IntervalBlock<T> {

    static final int WIDTH = 32;

    final boolean leaf;

    private int size;
    private Interval[] firsts = new Interval[1];

    /** In a leaf the same array as the other. */
    private Interval[] lasts;

    /** Roughly where each begins and ends, one after the other, so that a probe seldom needs to see the intervals. */
    private double[] near = new double[2];

    private Object[] below = new Object[1];

    IntervalBlock(boolean leaf) {
        this.leaf = leaf;
        lasts = leaf ? firsts : new Interval[1];
    }

    int size() {
        return size;
    }

    Interval first(int at) {
        return firsts[at];
    }

    Interval last(int at) {
        return lasts[at];
    }

    @SuppressWarnings("unchecked") // as leaf says
    private Content<T> content(int at) {
        return (Content<T>) below[at];
    }

    @SuppressWarnings("unchecked") // as leaf says
    IntervalBlock<T> child(int at) {
        return (IntervalBlock<T>) below[at];
    }

    /** Adds an interval, and gives what finds no room: a block that comes after this one, or null. */
    @Nullable IntervalBlock<T> add(Interval interval, Placement<T> placement, int depth) {
        int at = lastUpTo(interval);
        if (leaf) {
            if (at < 0 || firsts[at].compare(interval) != 0) {
                return insert(at + 1, placement, interval, interval);
            }
            below[at] = content(at).with(placement, depth);
            return null;
        }
        at = Math.max(at, 0);
        IntervalBlock<T> more = child(at).add(interval, placement, depth);
        look(at);
        return more == null ? null : insert(at + 1, more);
    }

    /** Where the last stands that does not come after an interval, or -1. */
    private int lastUpTo(Interval interval) {
        double start = interval.nearStart();
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            double there = near[2 * middle];
            if (there < start || (there == start && firsts[middle].compare(interval) <= 0)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from - 1;
    }

    @Nullable IntervalBlock<T> insert(int at, IntervalBlock<T> child) {
        return insert(at, child, child.firsts[0], child.endingLast());
    }

    private @Nullable IntervalBlock<T> insert(int at, Object what, Interval first, Interval last) {
        if (size < WIDTH) {
            makeRoom(at);
            set(at, what, first, last);
            return null;
        }
        // What comes in order, such as numbers of rows, fills blocks whole.
        IntervalBlock<T> more = split(at == size ? size : size / 2);
        IntervalBlock<T> to = at < size ? this : more;
        to.insert(to == this ? at : at - size, what, first, last);
        return more;
    }

    private void makeRoom(int at) {
        if (size == below.length) {
            resize(Math.min(WIDTH, size + (size >> 1) + 1));
        }
        move(this, at, at + 1, size - at);
        size++;
    }

    private void resize(int room) {
        firsts = Arrays.copyOf(firsts, room);
        lasts = leaf ? firsts : Arrays.copyOf(lasts, room);
        near = Arrays.copyOf(near, 2 * room);
        below = Arrays.copyOf(below, room);
    }

    private void move(IntervalBlock<T> source, int from, int to, int count) {
        System.arraycopy(source.firsts, from, firsts, to, count);
        if (!leaf) {
            System.arraycopy(source.lasts, from, lasts, to, count);
        }
        System.arraycopy(source.near, 2 * from, near, 2 * to, 2 * count);
        System.arraycopy(source.below, from, below, to, count);
    }

    private IntervalBlock<T> split(int at) {
        IntervalBlock<T> rest = new IntervalBlock<>(leaf);
        rest.append(this, at);
        size = at;
        resize(Math.max(1, at));
        return rest;
    }

    private void append(IntervalBlock<T> other, int from) {
        int count = other.size - from;
        if (count > 0) {
            resize(size + count);
            move(other, from, size, count);
            size += count;
        }
    }

    private void set(int at, Object what, Interval first, Interval last) {
        below[at] = what;
        firsts[at] = first;
        lasts[at] = last;
        near[2 * at] = first.nearStart();
        near[2 * at + 1] = last.nearEnd();
    }

    /** Learns anew what a child is like. */
    private void look(int at) {
        IntervalBlock<T> child = child(at);
        set(at, child, child.firsts[0], child.endingLast());
    }

    private Interval endingLast() {
        int best = 0;
        for (int i = 1; i < size; i++) {
            double more = near[2 * i + 1] - near[2 * best + 1];
            if (more > 0 || (!(more < 0) && lasts[i].compareEnd(lasts[best]) > 0)) {
                best = i;
            }
        }
        return lasts[best];
    }

    /** Takes out what was added; nothing may be left then. */
    void remove(Interval interval, Placement<T> placement, int depth) {
        int at = lastUpTo(interval);
        if (at < 0 || (leaf && firsts[at].compare(interval) != 0)) {
            throw new IllegalStateException("Not in the index");
        }
        if (!leaf) {
            child(at).remove(interval, placement, depth);
            tidy(at);
            return;
        }
        Content<T> left = content(at).without(placement, depth);
        if (left == null) {
            drop(at);
        } else {
            below[at] = left;
        }
    }

    private void drop(int at) {
        move(this, at + 1, at, size - at - 1);
        size--;
        resize(Math.max(1, size));
    }

    /** After something left a child. */
    private void tidy(int at) {
        if (child(at).size == 0) {
            drop(at);
            return;
        }
        look(at);
        int left = Math.max(0, at - 1);
        if (left + 1 < size && child(left).size + child(left + 1).size <= WIDTH / 2) {
            child(left).append(child(left + 1), 0);
            look(left);
            drop(left + 1);
        }
    }

    void probe(Probe<T> probe, JsonNode value, double about, int rows, int depth) {
        probe.looked();
        for (int i = 0; i < size && startsBefore(i, value, about); i++) {
            if (endsAfter(i, value, about)) {
                if (leaf) {
                    content(i).probe(probe, rows, depth);
                } else {
                    child(i).probe(probe, value, about, rows, depth);
                }
            }
        }
    }

    private boolean startsBefore(int at, JsonNode value, double about) {
        double start = near[2 * at];
        return start < about || (start == about && firsts[at].startsBefore(value));
    }

    private boolean endsAfter(int at, JsonNode value, double about) {
        double end = near[2 * at + 1];
        return end > about || (end == about && lasts[at].endsAfter(value));
    }
}
