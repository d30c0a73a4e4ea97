package org.snorky.server.datasync.index;

import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.filter.FieldPath;
import tools.jackson.databind.JsonNode;

/**
 * The field lies between two ends, of which one may be missing.
 *
 * <p>Intervals are compared with those of the same type only. An end is a cut between values, never a value: {@code x < 5}
 * ends right before 5, {@code x <= 5} right after.
 */
abstract sealed class Interval extends Anchor permits NumberInterval, TextInterval {

    Interval(FieldPath field, @Nullable Anchor next) {
        super(field, next);
    }

    /** Which of two begins first. */
    abstract int compareStart(Interval other);

    /** Which of two ends first. */
    abstract int compareEnd(Interval other);

    /** Roughly where it begins: of two, the one that begins first has the smaller or the same. */
    abstract double nearStart();

    /** Roughly where it ends: of two, the one that ends first has the smaller or the same. */
    abstract double nearEnd();

    /** Whether it begins before a value of its type. */
    abstract boolean startsBefore(JsonNode value);

    /** Whether it ends after a value of its type. */
    abstract boolean endsAfter(JsonNode value);

    abstract boolean isBounded();

    /** What both have in common, which may be nothing. */
    abstract Interval and(Interval other);

    int compare(Interval other) {
        int sign = compareStart(other);
        return sign == 0 ? compareEnd(other) : sign;
    }

    @Override
    int rank() {
        return isBounded() ? 1 : 2;
    }
}
