package org.snorky.server.datasync.index;

import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.filter.CodePoints;
import org.snorky.server.datasync.filter.FieldPath;
import org.snorky.server.datasync.filter.Order;
import tools.jackson.databind.JsonNode;

/**
 * An interval of strings, by code point.
 *
 * <p>The strings with one beginning are an interval, too: it begins before the beginning itself and ends after all that goes
 * on from it.
 */
final class TextInterval extends Interval {

    /** Where the end lies. */
    private enum End {
        BEFORE,
        AFTER,
        AFTER_ALL_THAT_BEGIN_SO
    }

    private final @Nullable String low;
    private final @Nullable String high;
    private final boolean afterLow;
    private final End end;

    private TextInterval(
            FieldPath field,
            @Nullable Anchor next,
            @Nullable String low,
            boolean afterLow,
            @Nullable String high,
            End end) {
        super(field, next);
        this.low = low;
        this.afterLow = afterLow;
        this.high = high;
        this.end = end;
    }

    static TextInterval of(FieldPath field, Order order, String value) {
        return switch (order) {
            case LESS -> new TextInterval(field, null, null, false, value, End.BEFORE);
            case LESS_OR_EQUAL -> new TextInterval(field, null, null, false, value, End.AFTER);
            case GREATER -> new TextInterval(field, null, value, true, null, End.AFTER);
            case GREATER_OR_EQUAL -> new TextInterval(field, null, value, false, null, End.AFTER);
        };
    }

    static TextInterval startingWith(FieldPath field, String prefix) {
        return new TextInterval(field, null, prefix, false, prefix, End.AFTER_ALL_THAT_BEGIN_SO);
    }

    /** What the texts in it have as their beginning, if they are all that begin so, else null. */
    @Nullable String beginning() {
        return end == End.AFTER_ALL_THAT_BEGIN_SO && !afterLow && high != null && high.equals(low) ? high : null;
    }

    @Override
    int compareStart(Interval other) {
        TextInterval that = (TextInterval) other;
        if (low == null || that.low == null) {
            return Boolean.compare(low != null, that.low != null);
        }
        int sign = CodePoints.compare(low, that.low);
        return sign == 0 ? Boolean.compare(afterLow, that.afterLow) : sign;
    }

    @Override
    int compareEnd(Interval other) {
        TextInterval that = (TextInterval) other;
        if (high == null || that.high == null) {
            return Boolean.compare(high == null, that.high == null);
        }
        int sign = CodePoints.compare(high, that.high);
        if (sign == 0) {
            return end.compareTo(that.end);
        }
        if (sign < 0) {
            return end == End.AFTER_ALL_THAT_BEGIN_SO && that.high.startsWith(high) ? 1 : sign;
        }
        return that.end == End.AFTER_ALL_THAT_BEGIN_SO && high.startsWith(that.high) ? -1 : sign;
    }

    /** Texts often begin alike, so that no number made of their first letters would tell them apart. */
    @Override
    double nearStart() {
        return 0;
    }

    @Override
    double nearEnd() {
        return 0;
    }

    @Override
    boolean startsBefore(JsonNode value) {
        if (low == null) {
            return true;
        }
        int sign = CodePoints.compare(low, value.stringValue());
        return sign < 0 || (sign == 0 && !afterLow);
    }

    @Override
    boolean endsAfter(JsonNode value) {
        if (high == null) {
            return true;
        }
        String text = value.stringValue();
        int sign = CodePoints.compare(high, text);
        return sign > 0
                || (sign == 0 && end != End.BEFORE)
                || (end == End.AFTER_ALL_THAT_BEGIN_SO && text.startsWith(high));
    }

    @Override
    Anchor before(Anchor others) {
        return new TextInterval(field(), others, low, afterLow, high, end);
    }

    @Override
    boolean isBounded() {
        return low != null && high != null;
    }

    @Override
    Interval and(Interval other) {
        TextInterval from = compareStart(other) < 0 ? (TextInterval) other : this;
        TextInterval to = compareEnd(other) > 0 ? (TextInterval) other : this;
        return new TextInterval(field(), null, from.low, from.afterLow, to.high, to.end);
    }
}
