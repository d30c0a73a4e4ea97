package org.snorky.testsupport.wire;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A short conversation that shows one behaviour of the protocol.
 *
 * @param topic the file it comes from, without {@code .json}
 * @param name the behaviour, in camel case, unique in its topic
 * @param server how the server differs from the standard set-up, by setting; empty as a rule
 * @param identities who the clients are, by client; whoever is not listed has none
 * @param steps what happens, in order
 */
public record WireExample(
        String topic,
        String name,
        Map<String, JsonNode> server,
        Map<String, JsonNode> identities,
        List<WireStep> steps) {

    public WireExample {
        server = Map.copyOf(server);
        identities = Map.copyOf(identities);
        steps = List.copyOf(steps);
    }

    /** The client's identity, JSON null if it has none. */
    public JsonNode identityOf(String client) {
        JsonNode identity = identities.get(client);
        return identity == null ? JsonNodeFactory.instance.nullNode() : identity;
    }

    /** {@code topic/name}, which reads well as the display name of a parameterized test. */
    @Override
    public String toString() {
        return topic + "/" + name;
    }
}
