package org.snorky.testsupport.wire;

import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A walk over an expected and an actual value that stops where they differ. JSON is compared by value: 1 is 1.0. */
abstract class JsonComparison {

    /** Whether the expected text stands for something else, and the actual value is it. */
    abstract boolean isPlaceholderFor(JsonNode expected, JsonNode actual, String where);

    final void compare(JsonNode expected, JsonNode actual, String where) {
        if (isPlaceholderFor(expected, actual, where)) {
            return;
        }
        if (expected.isObject() && actual.isObject()) {
            TreeSet<String> names = new TreeSet<>(expected.propertyNames());
            names.addAll(actual.propertyNames());
            names.forEach(name -> member(expected, actual, name, where));
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                element(expected, actual, i, where);
            }
        } else if (!equalLeaves(expected, actual)) {
            throw new WireMismatch(where, expected.toString(), actual.toString());
        }
    }

    /** Compares only the members that the expected object has. */
    final void compareMembers(JsonNode expected, JsonNode actual, String where) {
        for (Map.Entry<String, JsonNode> member : expected.properties()) {
            member(expected, actual, member.getKey(), where);
        }
    }

    private void member(JsonNode expected, JsonNode actual, String name, String where) {
        String there = where + "." + name;
        both(expected.get(name), actual.get(name), there);
    }

    private void element(JsonNode expected, JsonNode actual, int index, String where) {
        both(expected.get(index), actual.get(index), where + "[" + index + "]");
    }

    private void both(@Nullable JsonNode expected, @Nullable JsonNode actual, String where) {
        if (expected == null) {
            throw new WireMismatch(where, "nothing", String.valueOf(actual));
        }
        if (actual == null) {
            throw new WireMismatch(where, expected.toString(), "nothing");
        }
        compare(expected, actual, where);
    }

    private static boolean equalLeaves(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        return expected.equals(actual);
    }
}
