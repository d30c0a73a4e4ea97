package org.snorky.server.datasync.index;

import org.jspecify.annotations.Nullable;

/** One conjunction of a filter where it stands in the index: in one place, down the chain of its anchors. */
final class Placement<T> extends Slotted implements Content<T> {

    private final SharedFilter<T> filter;
    private final @Nullable Anchor first;

    Placement(SharedFilter<T> filter, @Nullable Anchor first) {
        this.filter = filter;
        this.first = first;
    }

    SharedFilter<T> filter() {
        return filter;
    }

    /** The anchor after so many, or null if there are no more. */
    @Nullable Anchor anchor(int depth) {
        Anchor anchor = first;
        for (int i = 0; i < depth && anchor != null; i++) {
            anchor = anchor.next();
        }
        return anchor;
    }

    @Override
    public Content<T> with(Placement<T> placement, int depth) {
        return new Bucket<T>().with(this, depth).with(placement, depth);
    }

    @Override
    public @Nullable Content<T> without(Placement<T> placement, int depth) {
        if (placement != this) {
            throw new IllegalStateException("Not in the index");
        }
        return null;
    }

    @Override
    public void probe(Probe<T> probe, int rows, int depth) {
        if (anchor(depth) == null) {
            probe.reached(filter, rows);
        } else {
            probe.test(filter, rows);
        }
    }
}
