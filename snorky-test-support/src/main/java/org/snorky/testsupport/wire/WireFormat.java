package org.snorky.testsupport.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.testsupport.wire.WireStep.BackendRequest;
import tools.jackson.databind.JsonNode;

/** The form of an example file, read strictly: a misspelt member is an error, not an example that tests nothing. */
final class WireFormat {

    private final String topic;
    private String example = "";

    WireFormat(String topic) {
        this.topic = topic;
    }

    List<WireExample> examples(JsonNode file) {
        only(file, Set.of("topic", "about", "examples"));
        if (!topic.equals(text(file, "topic"))) {
            throw broken("names another topic: " + file.get("topic"));
        }
        text(file, "about");
        List<WireExample> examples = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode each : need(file, "examples")) {
            example = text(each, "name");
            if (!names.add(example)) {
                throw broken("occurs twice");
            }
            examples.add(example(each));
        }
        return List.copyOf(examples);
    }

    private WireExample example(JsonNode node) {
        only(node, Set.of("name", "server", "identities", "steps"));
        List<WireStep> steps = new ArrayList<>();
        need(node, "steps").forEach(step -> steps.add(step(step)));
        return new WireExample(topic, example, members(node.get("server")), members(node.get("identities")), steps);
    }

    private WireStep step(JsonNode step) {
        if (step.has("backend")) {
            only(step, Set.of("backend", "answers"));
            return new WireStep.Backend(request(need(step, "backend")), answer(need(step, "answers")));
        }
        String client = text(step, "client");
        if (step.size() != 2) {
            throw broken("has a step that is not one thing: " + step);
        }
        if (step.has("sends")) {
            return new WireStep.Sends(client, need(step, "sends"));
        }
        if (step.has("sendsText")) {
            return new WireStep.SendsText(client, text(step, "sendsText"));
        }
        if (step.has("gets")) {
            return new WireStep.Gets(client, need(step, "gets"));
        }
        if (step.path("getsNothing").asBoolean(false)) {
            return new WireStep.GetsNothing(client);
        }
        if (step.path("disconnects").asBoolean(false)) {
            return new WireStep.Disconnects(client);
        }
        throw broken("has an unknown step: " + step);
    }

    private BackendRequest request(JsonNode node) {
        only(node, Set.of("method", "path", "key", "body", "bodyText"));
        JsonNode key = node.get("key");
        return new BackendRequest(
                text(node, "method"),
                text(node, "path"),
                key == null ? WireStep.Key.NONE : key.asBoolean() ? WireStep.Key.RIGHT : WireStep.Key.WRONG,
                node.get("body"),
                node.has("bodyText") ? text(node, "bodyText") : null);
    }

    private BackendAnswer answer(JsonNode node) {
        only(node, Set.of("status", "body", "problem"));
        return new BackendAnswer(need(node, "status").asInt(), node.get("body"), node.get("problem"));
    }

    private static Map<String, JsonNode> members(@Nullable JsonNode node) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        if (node != null) {
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        }
        return members;
    }

    private String text(JsonNode node, String name) {
        JsonNode value = need(node, name);
        if (!value.isString()) {
            throw broken("has a " + name + " that is no text: " + value);
        }
        return value.stringValue();
    }

    private JsonNode need(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw broken("lacks '" + name + "': " + node);
        }
        return value;
    }

    private void only(JsonNode node, Set<String> known) {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw broken("has an unknown member '" + name + "'");
            }
        }
    }

    private IllegalArgumentException broken(String how) {
        return new IllegalArgumentException("Example '%s/%s' %s".formatted(topic, example, how));
    }
}
