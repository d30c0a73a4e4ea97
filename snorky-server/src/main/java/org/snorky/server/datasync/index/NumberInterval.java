package org.snorky.server.datasync.index;

import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.filter.FieldPath;
import org.snorky.server.datasync.filter.Numbers;
import org.snorky.server.datasync.filter.Order;
import tools.jackson.databind.JsonNode;

/** An interval of numbers. */
final class NumberInterval extends Interval {

    private final @Nullable JsonNode low;
    private final @Nullable JsonNode high;
    private final boolean afterLow;
    private final boolean afterHigh;

    private NumberInterval(
            FieldPath field,
            @Nullable Anchor next,
            @Nullable JsonNode low,
            boolean afterLow,
            @Nullable JsonNode high,
            boolean afterHigh) {
        super(field, next);
        this.low = low;
        this.afterLow = afterLow;
        this.high = high;
        this.afterHigh = afterHigh;
    }

    static NumberInterval of(FieldPath field, Order order, JsonNode value) {
        return switch (order) {
            case LESS -> new NumberInterval(field, null, null, false, value, false);
            case LESS_OR_EQUAL -> new NumberInterval(field, null, null, false, value, true);
            case GREATER -> new NumberInterval(field, null, value, true, null, false);
            case GREATER_OR_EQUAL -> new NumberInterval(field, null, value, false, null, false);
        };
    }

    @Override
    int compareStart(Interval other) {
        NumberInterval that = (NumberInterval) other;
        if (low == null || that.low == null) {
            return Boolean.compare(low != null, that.low != null);
        }
        int sign = Numbers.compare(low, that.low);
        return sign == 0 ? Boolean.compare(afterLow, that.afterLow) : sign;
    }

    @Override
    int compareEnd(Interval other) {
        NumberInterval that = (NumberInterval) other;
        if (high == null || that.high == null) {
            return Boolean.compare(high == null, that.high == null);
        }
        int sign = Numbers.compare(high, that.high);
        return sign == 0 ? Boolean.compare(afterHigh, that.afterHigh) : sign;
    }

    @Override
    double nearStart() {
        return low == null ? Double.NEGATIVE_INFINITY : Numbers.nearest(low);
    }

    @Override
    double nearEnd() {
        return high == null ? Double.POSITIVE_INFINITY : Numbers.nearest(high);
    }

    @Override
    boolean startsBefore(JsonNode value) {
        if (low == null) {
            return true;
        }
        int sign = Numbers.compare(low, value);
        return sign < 0 || (sign == 0 && !afterLow);
    }

    @Override
    boolean endsAfter(JsonNode value) {
        if (high == null) {
            return true;
        }
        int sign = Numbers.compare(high, value);
        return sign > 0 || (sign == 0 && afterHigh);
    }

    @Override
    Anchor before(Anchor others) {
        return new NumberInterval(field(), others, low, afterLow, high, afterHigh);
    }

    @Override
    boolean isBounded() {
        return low != null && high != null;
    }

    @Override
    Interval and(Interval other) {
        NumberInterval from = compareStart(other) < 0 ? (NumberInterval) other : this;
        NumberInterval to = compareEnd(other) > 0 ? (NumberInterval) other : this;
        return new NumberInterval(field(), null, from.low, from.afterLow, to.high, to.afterHigh);
    }
}
