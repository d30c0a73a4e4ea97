package org.snorky.server.datasync.filter;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.JsonKey;
import tools.jackson.databind.JsonNode;

/**
 * A condition on a row.
 *
 * <p>Strongly typed and two-valued: a comparison between different types, or of a field that is missing, is false, and so
 * its negation is true. What is not a {@link Predicate} of somebody's own is open to inspection, so that an index can
 * find filters by the rows they match.
 */
public sealed interface Filter {

    /** Whether the row meets the condition; never throws for any row. */
    boolean matches(JsonNode row);

    /** Met by every row. */
    Filter ALWAYS = new All(List.of());

    /** The field is there and equal to the value as JSON, null included. */
    record Equal(FieldPath field, JsonKey value) implements Filter {

        @Override
        public boolean matches(JsonNode row) {
            JsonNode actual = field.in(row);
            return actual != null && JsonKey.of(actual).equals(value);
        }
    }

    /** The field is there and equal to one of the values. */
    record In(FieldPath field, Set<JsonKey> values) implements Filter {

        @Override
        public boolean matches(JsonNode row) {
            JsonNode actual = field.in(row);
            return actual != null && values.contains(JsonKey.of(actual));
        }
    }

    /** The field stands in an order to the value, both numbers or both strings (by code point). */
    record Compare(FieldPath field, Order order, JsonNode value) implements Filter {

        @Override
        public boolean matches(JsonNode row) {
            JsonNode actual = field.in(row);
            if (actual != null && actual.isNumber() && value.isNumber()) {
                return order.accepts(Numbers.compare(actual, value));
            }
            return actual != null
                    && actual.isString()
                    && value.isString()
                    && order.accepts(CodePoints.compare(actual.stringValue(), value.stringValue()));
        }
    }

    /** The field is a string with this beginning. */
    record StartsWith(FieldPath field, String prefix) implements Filter {

        @Override
        public boolean matches(JsonNode row) {
            JsonNode actual = field.in(row);
            return actual != null && actual.isString() && actual.stringValue().startsWith(prefix);
        }
    }

    /** The field is there, though it may be null. */
    record Exists(FieldPath field) implements Filter {

        @Override
        public boolean matches(JsonNode row) {
            return field.in(row) != null;
        }
    }

    /** All conditions are met; of none, always. */
    record All(List<Filter> filters) implements Filter {

        @Override
        public boolean matches(JsonNode row) {
            for (Filter filter : filters) {
                if (!filter.matches(row)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** At least one condition is met. */
    record Any(List<Filter> filters) implements Filter {

        @Override
        public boolean matches(JsonNode row) {
            for (Filter filter : filters) {
                if (filter.matches(row)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The condition is not met. */
    record Not(Filter filter) implements Filter {

        @Override
        public boolean matches(JsonNode row) {
            return !filter.matches(row);
        }
    }

    /**
     * Code of somebody's own: quick, free of side effects, the same answer for the same row. A row for which it throws does
     * not match, and the log says why: one subscription's code must not keep the row from the others.
     */
    record Custom(Predicate<JsonNode> predicate) implements Filter {

        private static final Logger log = LoggerFactory.getLogger(Custom.class);

        @Override
        public boolean matches(JsonNode row) {
            try {
                return predicate.test(row);
            } catch (RuntimeException broken) {
                log.error("A dealer's own filter failed for a row, which it should do for none", broken);
                return false;
            }
        }
    }
}
