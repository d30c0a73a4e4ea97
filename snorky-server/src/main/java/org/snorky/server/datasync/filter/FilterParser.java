package org.snorky.server.datasync.filter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.ProtocolException;
import tools.jackson.databind.JsonNode;

/**
 * Reads filter expressions in prefix notation, such as {@code ["and", ["==", "color", "blue"], ["<", "age", 21]]}.
 *
 * <p>All that can be wrong with an expression is found here, so that nothing of it fails when rows come.
 */
public final class FilterParser {

    /** How many operators one expression may have, so that a query cannot make every delta expensive. */
    public static final int MAX_OPERATORS = 1000;

    private int operators;

    private FilterParser() {}

    /** @throws ProtocolException with code {@code invalid_filter}, saying what is wrong and where */
    public static Filter parse(JsonNode expression) {
        return new FilterParser().parse(expression, "");
    }

    private Filter parse(JsonNode expression, String pointer) {
        if (!expression.isArray() || expression.isEmpty() || !expression.get(0).isString()) {
            throw invalid("expected [operator, ...]", pointer);
        }
        if (++operators > MAX_OPERATORS) {
            throw invalid("more than " + MAX_OPERATORS + " operators", pointer);
        }
        String operator = expression.get(0).stringValue();
        return switch (operator) {
            case "==" -> new Filter.Equal(field(expression, pointer, 3), JsonKey.of(expression.get(2)));
            case "!=" -> new Filter.Not(new Filter.Equal(field(expression, pointer, 3), JsonKey.of(expression.get(2))));
            case "<" -> compare(expression, Order.LESS, pointer);
            case "<=" -> compare(expression, Order.LESS_OR_EQUAL, pointer);
            case ">" -> compare(expression, Order.GREATER, pointer);
            case ">=" -> compare(expression, Order.GREATER_OR_EQUAL, pointer);
            case "in" -> in(expression, pointer);
            case "startsWith" -> startsWith(expression, pointer);
            case "exists" -> new Filter.Exists(field(expression, pointer, 2));
            case "and" -> new Filter.All(operands(expression, pointer));
            case "or" -> new Filter.Any(operands(expression, pointer));
            case "not" -> {
                requireSize(expression, 2, pointer);
                yield new Filter.Not(parse(expression.get(1), pointer + "/1"));
            }
            default -> throw invalid("unknown operator '" + operator + "'", pointer + "/0");
        };
    }

    private static Filter compare(JsonNode expression, Order order, String pointer) {
        FieldPath field = field(expression, pointer, 3);
        JsonNode value = expression.get(2);
        if (!value.isNumber() && !value.isString()) {
            throw invalid("only numbers and strings have an order", pointer + "/2");
        }
        return new Filter.Compare(field, order, value);
    }

    private static Filter in(JsonNode expression, String pointer) {
        FieldPath field = field(expression, pointer, 3);
        JsonNode values = expression.get(2);
        if (!values.isArray()) {
            throw invalid("expected an array of values", pointer + "/2");
        }
        Set<JsonKey> keys = new HashSet<>();
        values.forEach(value -> keys.add(JsonKey.of(value)));
        return new Filter.In(field, keys);
    }

    private static Filter startsWith(JsonNode expression, String pointer) {
        FieldPath field = field(expression, pointer, 3);
        JsonNode prefix = expression.get(2);
        if (!prefix.isString()) {
            throw invalid("expected a string", pointer + "/2");
        }
        return new Filter.StartsWith(field, prefix.stringValue());
    }

    private List<Filter> operands(JsonNode expression, String pointer) {
        if (expression.size() < 2) {
            throw invalid("expected at least one expression after the operator", pointer);
        }
        List<Filter> operands = new ArrayList<>(expression.size() - 1);
        for (int i = 1; i < expression.size(); i++) {
            operands.add(parse(expression.get(i), pointer + "/" + i));
        }
        return List.copyOf(operands);
    }

    private static FieldPath field(JsonNode expression, String pointer, int size) {
        requireSize(expression, size, pointer);
        JsonNode field = expression.get(1);
        if (!field.isString()) {
            throw invalid("expected a field's name", pointer + "/1");
        }
        return FieldPath.of(field.stringValue());
    }

    private static void requireSize(JsonNode expression, int size, String pointer) {
        if (expression.size() != size) {
            throw invalid(
                    "operator '" + expression.get(0).stringValue() + "' takes " + (size - 1) + " operands", pointer);
        }
    }

    private static ProtocolException invalid(String what, String pointer) {
        String where = pointer.isEmpty() ? "" : " at " + pointer;
        return new ProtocolException("Invalid filter: " + what + where, ErrorCode.INVALID_FILTER, pointer);
    }
}
