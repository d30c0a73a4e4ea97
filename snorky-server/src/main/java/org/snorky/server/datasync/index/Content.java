package org.snorky.server.datasync.index;

import org.jspecify.annotations.Nullable;

/**
 * What is found by the same anchors: a single placement stands for itself, several share a bucket.
 *
 * <p>The depth is how many anchors have led here.
 */
sealed interface Content<T> permits Placement, Bucket {

    /** What stands here once the placement does, too. */
    Content<T> with(Placement<T> placement, int depth);

    /** What stands here once the placement is gone, or null for nothing. */
    @Nullable Content<T> without(Placement<T> placement, int depth);

    /** @param rows those of the probe's rows that meet all anchors so far */
    void probe(Probe<T> probe, int rows, int depth);
}
