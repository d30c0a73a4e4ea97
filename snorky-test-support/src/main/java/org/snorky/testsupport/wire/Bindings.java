package org.snorky.testsupport.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the placeholders of one example stand for. A placeholder is a text {@code $name} in a value, or {@code {$name}}
 * in a path; it takes the first value it meets and stands for that value from then on.
 *
 * <p>Not safe for use by several threads.
 */
public final class Bindings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$([A-Za-z][A-Za-z0-9]*)");
    private static final Pattern IN_PATH = Pattern.compile("\\{\\$([A-Za-z][A-Za-z0-9]*)}");

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    /**
     * Compares an actual value with the expected one: objects by their members in any order, arrays in order, numbers by
     * value. Placeholders are bound only if all of it matches.
     *
     * @throws WireMismatch saying where they differ first
     */
    public void match(JsonNode expected, JsonNode actual) {
        Attempt attempt = new Attempt();
        attempt.compare(expected, actual, "$");
        values.putAll(attempt.bound);
    }

    /** Compares as {@link #match} does, but allows the actual object members that the expected one does not have. */
    public void matchMembers(JsonNode expected, JsonNode actual) {
        Attempt attempt = new Attempt();
        attempt.compareMembers(expected, actual, "$");
        values.putAll(attempt.bound);
    }

    /** Lets the placeholder {@code $name} stand for the value, in place of what it stood for. */
    public void bind(String name, JsonNode value) {
        values.put(name, value);
    }

    /**
     * What the placeholder {@code $name} stands for.
     *
     * @throws IllegalStateException if it stands for nothing yet
     */
    public JsonNode value(String name) {
        JsonNode value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("Nothing is bound to $" + name + " yet, only to " + values.keySet());
        }
        return value;
    }

    /**
     * The template with what its placeholders stand for in their place.
     *
     * @throws IllegalStateException if one of them stands for nothing yet
     */
    public JsonNode resolve(JsonNode template) {
        return replace(template, this::value);
    }

    /**
     * The template as {@link #resolve} gives it, with made-up values bound to placeholders that stand for nothing yet:
     * for tests of a client, where the example takes the server's part. A name ending in {@code At} or {@code Time} gets
     * an ISO-8601 instant, one ending in {@code Handle} an integer, any other a string.
     */
    public JsonNode resolveInventing(JsonNode template) {
        return replace(template, name -> values.computeIfAbsent(name, this::invent));
    }

    /**
     * The path with what its placeholders, which are texts, stand for in their place.
     *
     * @throws IllegalStateException if one of them stands for nothing yet
     */
    public String resolvePath(String path) {
        return IN_PATH.matcher(path)
                .replaceAll(
                        found -> Matcher.quoteReplacement(value(found.group(1)).stringValue()));
    }

    private JsonNode invent(String name) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (name.endsWith("At") || name.endsWith("Time")) {
            return json.stringNode("2026-01-02T03:04:%02dZ".formatted(values.size() % 60));
        }
        return name.endsWith("Handle")
                ? json.numberNode(100 + values.size())
                : json.stringNode(name + "-" + (100 + values.size()));
    }

    private static JsonNode replace(JsonNode template, Function<String, JsonNode> values) {
        if (template.isString()) {
            Matcher matcher = PLACEHOLDER.matcher(template.stringValue());
            return matcher.matches() ? values.apply(matcher.group(1)) : template;
        }
        if (template.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            template.properties().forEach(member -> copy.set(member.getKey(), replace(member.getValue(), values)));
            return copy;
        }
        if (template.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            template.forEach(element -> copy.add(replace(element, values)));
            return copy;
        }
        return template;
    }

    /** A comparison whose bindings count only if it succeeds. */
    private final class Attempt extends JsonComparison {

        private final Map<String, JsonNode> bound = new LinkedHashMap<>();

        @Override
        boolean isPlaceholderFor(JsonNode expected, JsonNode actual, String where) {
            if (!expected.isString()) {
                return false;
            }
            Matcher matcher = PLACEHOLDER.matcher(expected.stringValue());
            if (!matcher.matches()) {
                return false;
            }
            String name = matcher.group(1);
            JsonNode known = bound.getOrDefault(name, values.get(name));
            if (known == null) {
                bound.put(name, actual);
            } else {
                compare(known, actual, where + " (" + expected.stringValue() + ")");
            }
            return true;
        }
    }
}
