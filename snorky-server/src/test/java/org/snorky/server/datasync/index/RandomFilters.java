package org.snorky.server.datasync.index;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.filter.FieldPath;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.filter.FilterParser;
import org.snorky.server.datasync.filter.Order;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Filters and rows of few fields and few values, among them all that look the same or nearly so. */
final class RandomFilters {

    private static final String[] FIELDS = {"a", "b", "c", "c.d", "c.d.e", "e", "a.b", ""};
    private static final String[] OPERATORS = {"==", "!=", "<", "<=", ">", ">=", "startsWith", "in", "exists"};
    private static final String[] VALUES = {
        "null",
        "true",
        "false",
        "0",
        "-0.0",
        "1",
        "1.0",
        "1e0",
        "2",
        "2.5",
        "25e-1",
        "10",
        "1e1",
        "-3",
        "9223372036854775807",
        "9223372036854775808",
        "1e300",
        "\"\"",
        "\"1\"",
        "\"x\"",
        "\"X\"",
        "\"xy\"",
        "\"xyz\"",
        "\"x\uFF5E\"",
        "\"x\uD83D\uDE00\"",
        "\"x\uD83D\uDE00y\"",
        "\"\uDE00\"",
        "\"\uFFFF\"",
        "[1]",
        "[1.0]",
        "{}",
        "{\"d\":1}",
        "{\"d\":{\"e\":\"x\"}}"
    };

    private final Random random;
    private final int fields;

    RandomFilters(long seed) {
        random = new Random(seed);
        fields = 1 + random.nextInt(FIELDS.length);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    Filter filter() {
        return switch (random.nextInt(20)) {
            case 0 -> Filter.ALWAYS;
            case 1 -> new Filter.Any(List.of());
            case 2 -> new Filter.Compare(FieldPath.of("a"), Order.LESS, value("true"));
            case 3 -> new Filter.Custom(row -> row.has("a"));
            default -> FilterParser.parse(expression(random.nextInt(4)));
        };
    }

    private ArrayNode expression(int depth) {
        ArrayNode filter = WireJson.mapper().createArrayNode();
        if (depth == 0 || random.nextInt(5) == 0) {
            return condition(filter);
        }
        switch (random.nextInt(8)) {
            case 0 -> filter.add("not").add(expression(depth - 1));
            case 1, 2, 3 -> operands(filter.add("or"), depth);
            default -> operands(filter.add("and"), depth);
        }
        return filter;
    }

    private void operands(ArrayNode filter, int depth) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            filter.add(expression(depth - 1));
        }
    }

    private ArrayNode condition(ArrayNode filter) {
        String operator = OPERATORS[random.nextInt(OPERATORS.length)];
        filter.add(operator).add(FIELDS[random.nextInt(fields)]);
        return switch (operator) {
            case "exists" -> filter;
            case "startsWith" -> filter.add(valueOf(JsonNode::isString));
            case "in" -> {
                ArrayNode values = filter.addArray();
                for (int i = random.nextInt(12); i > 0; i--) {
                    values.add(value());
                }
                yield filter;
            }
            case "==", "!=" -> filter.add(value());
            default -> filter.add(valueOf(value -> value.isNumber() || value.isString()));
        };
    }

    private JsonNode valueOf(Predicate<JsonNode> kind) {
        JsonNode value;
        do {
            value = value();
        } while (!kind.test(value));
        return value;
    }

    private JsonNode value() {
        return value(VALUES[random.nextInt(VALUES.length)]);
    }

    private static JsonNode value(String json) {
        return WireJson.mapper().readTree(json);
    }

    ObjectNode row() {
        ObjectNode row = WireJson.mapper().createObjectNode();
        for (String field : new String[] {"a", "b", "e", ""}) {
            set(row, field, value());
        }
        switch (random.nextInt(4)) {
            case 0 -> set(row, "c", value());
            case 1 -> set(row.putObject("c"), "d", value());
            case 2 -> set(row.putObject("c").putObject("d"), "e", value());
            default -> set(row, "a", WireJson.mapper().createObjectNode().set("b", value()));
        }
        for (int i = random.nextInt(3) == 0 ? 30 : 0; i > 0; i--) {
            row.put("unasked" + i, i);
        }
        return row;
    }

    private void set(ObjectNode row, String field, JsonNode value) {
        if (random.nextInt(4) > 0) {
            row.set(field, value);
        }
    }

    /** A row after a change, often of few fields. */
    @Nullable ObjectNode rowAfter(ObjectNode before) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> row();
            default -> {
                ObjectNode after = before.deepCopy();
                set(after, FIELDS[random.nextInt(2)], value());
                yield after;
            }
        };
    }
}
