package org.snorky.server.datasync.filter;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;

/** Numbers by value, whatever type holds them. */
public final class Numbers {

    private Numbers() {}

    /** Like {@link java.math.BigDecimal#compareTo}, of two nodes that are numbers. */
    public static int compare(JsonNode left, JsonNode right) {
        if (left.isIntegralNumber()
                && right.isIntegralNumber()
                && left.canConvertToLong()
                && right.canConvertToLong()) {
            return Long.compare(left.longValue(), right.longValue());
        }
        double nearLeft = nearest(left);
        double nearRight = nearest(right);
        if (nearLeft < nearRight) {
            return -1;
        }
        return nearLeft > nearRight ? 1 : left.decimalValue().compareTo(right.decimalValue());
    }

    /**
     * The nearest double, infinite where all are too small. Rounding keeps order: of two numbers whose doubles differ, the one
     * with the greater double is greater.
     */
    public static double nearest(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong()
                ? number.longValue()
                : number.decimalValue().doubleValue();
    }

    /** The same number, so that to compare it many times is quick. */
    public static JsonNode exact(JsonNode number) {
        return number.isIntegralNumber() || number.isBigDecimal() ? number : DecimalNode.valueOf(number.decimalValue());
    }
}
