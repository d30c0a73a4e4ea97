package org.snorky.server.datasync.index;

import org.jspecify.annotations.Nullable;

/**
 * Placements with the same anchors so far. Where many go on, they are divided by their next anchors, so that an anchor that
 * tells little costs little.
 *
 * <p>This is the alternation of dividing by field and by value of the BE-tree (Sadoghi and Jacobsen, SIGMOD 2011), with each
 * placement in one place.
 */
final class Bucket<T> implements Content<T> {

    /** So many are tried one by one rather than divided. */
    private static final int UNDIVIDED = 8;

    private @Nullable Bag<Placement<T>> ending;
    private @Nullable Bag<Placement<T>> waiting;
    private @Nullable Branch<T> divided;

    @Override
    public Content<T> with(Placement<T> placement, int depth) {
        Anchor anchor = placement.anchor(depth);
        if (anchor == null) {
            ending = ending == null ? new Bag<>() : ending;
            ending.add(placement);
        } else if (divided != null) {
            divided.add(anchor, placement, depth);
        } else {
            waiting = waiting == null ? new Bag<>() : waiting;
            waiting.add(placement);
            if (waiting.size() > UNDIVIDED) {
                divide(waiting, depth);
            }
        }
        return this;
    }

    private void divide(Bag<Placement<T>> all, int depth) {
        Branch<T> branch = new Branch<>();
        for (int i = 0; i < all.size(); i++) {
            Anchor anchor = all.get(i).anchor(depth);
            if (anchor != null) {
                branch.add(anchor, all.get(i), depth);
            }
        }
        divided = branch;
        waiting = null;
    }

    @Override
    public @Nullable Content<T> without(Placement<T> placement, int depth) {
        Anchor anchor = placement.anchor(depth);
        if (anchor == null) {
            ending = without(ending, placement);
        } else if (divided == null) {
            waiting = without(waiting, placement);
        } else if (divided.remove(anchor, placement, depth)) {
            divided = null;
        }
        return ending == null && waiting == null && divided == null ? null : this;
    }

    private static <T> @Nullable Bag<Placement<T>> without(@Nullable Bag<Placement<T>> bag, Placement<T> placement) {
        if (bag == null) {
            throw new IllegalStateException("Not in the index");
        }
        bag.remove(placement);
        return bag.isEmpty() ? null : bag;
    }

    @Override
    public void probe(Probe<T> probe, int rows, int depth) {
        if (ending != null) {
            for (int i = 0; i < ending.size(); i++) {
                probe.reached(ending.get(i).filter(), rows);
            }
        }
        if (waiting != null) {
            for (int i = 0; i < waiting.size(); i++) {
                probe.test(waiting.get(i).filter(), rows);
            }
        }
        if (divided != null) {
            divided.probe(probe, rows, depth);
        }
    }
}
