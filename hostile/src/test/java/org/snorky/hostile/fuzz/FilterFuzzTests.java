package org.snorky.hostile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.filter.FilterParser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A filter is refused when it is read, with the place, or judges every row without failing. */
class FilterFuzzTests {

    private static final String[] OPERATORS = {
        "==", "!=", "<", "<=", ">", ">=", "in", "startsWith", "exists", "and", "or", "not", "like"
    };
    private static final String[] FIELDS = {"a", "b", "a.b", "a.b.c", "", ".", "a.", ".a", "__proto__"};

    @FuzzTest(maxDuration = "3m")
    @DictionaryEntries({
        "[\"==\",\"a\",",
        "[\"!=\",\"a\",",
        "[\"<\",\"a\",",
        "[\">=\",\"a.b\",",
        "[\"in\",\"a\",[",
        "[\"startsWith\",\"a\",\"",
        "[\"exists\",\"a\"]",
        "[\"and\",",
        "[\"or\",",
        "[\"not\",",
        "{\"a\":",
        "1e999999999",
        "1.0",
        "-0.0",
        "null"
    })
    void judgesAnyRowOrIsRefused(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        JsonNode expression = json(parts[0]);
        JsonNode row = parts.length == 2 ? json(parts[1]) : WireJson.mapper().createObjectNode();
        if (expression != null && row != null) {
            check(expression, row);
        }
    }

    @FuzzTest(maxDuration = "3m")
    void judgesAnyRowByExpressionsOfAllOperators(FuzzedDataProvider data) {
        check(expression(data, 4), row(data, 3));
    }

    private static void check(JsonNode expression, JsonNode row) {
        Filter filter;
        try {
            filter = FilterParser.parse(expression);
        } catch (ProtocolException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_FILTER);
            assertThat(expression.at(String.valueOf(refused.pointer())).isMissingNode())
                    .as("the place in %s", expression)
                    .isFalse();
            return;
        }
        boolean matches = filter.matches(row);
        ArrayNode negation = WireJson.mapper().createArrayNode().add("not").add(expression);
        assertThat(FilterParser.parse(negation).matches(row)).isEqualTo(!matches);
        JsonNode again = WireJson.mapper().readTree(WireJson.mapper().writeValueAsBytes(row));
        assertThat(filter.matches(again)).as("the same row, written and read").isEqualTo(matches);
    }

    private static @Nullable JsonNode json(String text) {
        try {
            JsonNode value = WireJson.read(text.getBytes(StandardCharsets.UTF_8));
            return value.isMissingNode() ? null : value;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static JsonNode expression(FuzzedDataProvider data, int depth) {
        ArrayNode expression = WireJson.mapper().createArrayNode();
        String operator = data.pickValue(OPERATORS);
        expression.add(operator);
        switch (operator) {
            case "and", "or", "not" -> {
                for (int i = data.consumeInt(operator.equals("not") ? 1 : 0, 3); i > 0 && depth > 0; i--) {
                    expression.add(expression(data, depth - 1));
                }
            }
            case "in" -> {
                expression.add(data.pickValue(FIELDS));
                ArrayNode values = expression.addArray();
                for (int i = data.consumeInt(0, 3); i > 0; i--) {
                    values.add(value(data, 1));
                }
            }
            case "exists" -> expression.add(data.pickValue(FIELDS));
            default -> expression.add(data.pickValue(FIELDS)).add(value(data, 1));
        }
        return expression;
    }

    private static JsonNode row(FuzzedDataProvider data, int depth) {
        ObjectNode row = WireJson.mapper().createObjectNode();
        for (int i = data.consumeInt(0, 4); i > 0; i--) {
            row.set(data.pickValue(FIELDS), value(data, depth));
        }
        return row;
    }

    private static JsonNode value(FuzzedDataProvider data, int depth) {
        return switch (data.consumeInt(0, 8)) {
            case 0 -> WireJson.mapper().getNodeFactory().nullNode();
            case 1 -> WireJson.mapper().getNodeFactory().booleanNode(data.consumeBoolean());
            case 2 -> WireJson.mapper().getNodeFactory().numberNode(data.consumeInt());
            case 3 -> number(data.consumeLong() + "." + data.consumeInt(0, 1000));
            case 4 -> number(data.consumeInt(-9, 9) + "e" + data.consumeInt());
            case 5, 6 -> WireJson.mapper().getNodeFactory().stringNode(data.consumeString(5));
            case 7 ->
                depth == 0
                        ? WireJson.mapper().createArrayNode()
                        : WireJson.mapper().createArrayNode().add(value(data, depth - 1));
            default -> depth == 0 ? WireJson.mapper().createObjectNode() : row(data, depth - 1);
        };
    }

    private static JsonNode number(String text) {
        JsonNode number = json(text);
        return number == null ? WireJson.mapper().getNodeFactory().numberNode(0) : number;
    }
}
