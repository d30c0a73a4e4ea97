package org.snorky.server.store.redis.presence;

import org.jspecify.annotations.Nullable;

/**
 * Which of a document's states in Redis it is. Versions of different epochs cannot be compared: where a document was forgotten, so
 * was its epoch, and the next may be a lower one.
 *
 * @param epoch another wherever Redis may have forgotten something
 * @param sequence how many events the document has had in the epoch
 */
record DocumentVersion(long epoch, long sequence) {

    /** The one that the next event makes. */
    DocumentVersion next() {
        return new DocumentVersion(epoch, sequence + 1);
    }

    boolean isInEpochOf(@Nullable DocumentVersion other) {
        return other != null && other.epoch == epoch;
    }

    /** Whether it is that one or a later one, in the same epoch. */
    boolean hasPassed(DocumentVersion other) {
        return isInEpochOf(other) && sequence >= other.sequence;
    }
}
