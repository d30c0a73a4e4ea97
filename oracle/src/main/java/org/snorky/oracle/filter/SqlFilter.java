package org.snorky.oracle.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A filter expression as a condition in SQL.
 *
 * <p>The protocol's logic has two values and SQL's has three, so every comparison is made two-valued where it stands: a
 * comparison with null, or of different types, is false, and its negation true.
 *
 * @param sql a condition with named parameters
 * @param parameters their values by name
 */
public record SqlFilter(String sql, Map<String, Object> parameters) {

    /** Reads an expression; JSON null, which asks nothing, is met by every row. */
    public static SqlFilter of(JsonNode expression) {
        return of(expression, "p");
    }

    private static SqlFilter of(JsonNode expression, String prefix) {
        Translation translation = new Translation(prefix);
        String sql = expression.isNull() ? "true" : translation.condition(expression);
        return new SqlFilter(sql, translation.parameters);
    }

    /** The rows that meet either. */
    public static SqlFilter either(JsonNode first, JsonNode second) {
        SqlFilter one = of(first, "p");
        SqlFilter other = of(second, "q");
        Map<String, Object> parameters = new LinkedHashMap<>(one.parameters);
        parameters.putAll(other.parameters);
        return new SqlFilter("(" + one.sql + ") or (" + other.sql + ")", parameters);
    }

    private static final class Translation {

        private static final String FALSE = "false";

        private final String prefix;
        private final Map<String, Object> parameters = new LinkedHashMap<>();

        Translation(String prefix) {
            this.prefix = prefix;
        }

        String condition(JsonNode expression) {
            String operator = expression.get(0).stringValue();
            return switch (operator) {
                case "and", "or" -> all(expression, " " + operator + " ");
                case "not" -> "not (" + condition(expression.get(1)) + ")";
                case "==" -> equal(field(expression), expression.get(2));
                case "!=" -> "not (" + equal(field(expression), expression.get(2)) + ")";
                case "<", "<=", ">", ">=" -> compare(field(expression), operator, expression.get(2));
                case "in" -> in(field(expression), expression.get(2));
                case "startsWith" -> startsWith(field(expression), expression.get(2));
                case "exists" -> field(expression).isPresent;
                default -> throw new IllegalArgumentException("No such operator: " + operator);
            };
        }

        private String all(JsonNode expression, String conjunction) {
            List<String> conditions = new ArrayList<>();
            for (int i = 1; i < expression.size(); i++) {
                conditions.add("(" + condition(expression.get(i)) + ")");
            }
            return String.join(conjunction, conditions);
        }

        private static Field field(JsonNode expression) {
            return Field.of(expression.get(1).stringValue());
        }

        private String equal(Field field, JsonNode value) {
            if (value.isNull()) {
                return field.isPresent + " and " + field.column + " is null";
            }
            return field.type == typeOf(value) ? "coalesce(" + field.column + " = " + bind(value) + ", false)" : FALSE;
        }

        private String in(Field field, JsonNode values) {
            List<String> conditions = new ArrayList<>(List.of(FALSE));
            values.forEach(value -> conditions.add("(" + equal(field, value) + ")"));
            return String.join(" or ", conditions);
        }

        /** The collation "C" orders UTF-8 by its bytes, which is by code point. */
        private String compare(Field field, String operator, JsonNode value) {
            if (field.type != typeOf(value)) {
                return FALSE;
            }
            String collation = value.isString() ? " collate \"C\" " : " ";
            return "coalesce(" + field.column + collation + operator + " " + bind(value) + ", false)";
        }

        private String startsWith(Field field, JsonNode prefix) {
            return field.type == Field.Type.STRING
                    ? "coalesce(starts_with(" + field.column + ", " + bind(prefix) + "), false)"
                    : FALSE;
        }

        private static Field.Type typeOf(JsonNode value) {
            return value.isNumber() ? Field.Type.NUMBER : value.isString() ? Field.Type.STRING : Field.Type.BOOLEAN;
        }

        private String bind(JsonNode value) {
            String name = prefix + parameters.size();
            Object bound = value.isNumber()
                    ? value.decimalValue()
                    : value.isString() ? value.stringValue() : (Object) value.booleanValue();
            parameters.put(name, bound);
            return ":" + name;
        }
    }
}
