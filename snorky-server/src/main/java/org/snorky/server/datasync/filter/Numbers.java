package org.snorky.server.datasync.filter;

import tools.jackson.databind.JsonNode;

/** Numbers by value, whatever type holds them. */
final class Numbers {

    private Numbers() {}

    static int compare(JsonNode left, JsonNode right) {
        if (left.isIntegralNumber()
                && right.isIntegralNumber()
                && left.canConvertToLong()
                && right.canConvertToLong()) {
            return Long.compare(left.longValue(), right.longValue());
        }
        return left.decimalValue().compareTo(right.decimalValue());
    }
}
