package org.snorky.protocol;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;

/**
 * Trees as the wire would bring them.
 *
 * <p>A tree that a mapper made from objects may hold what JSON has no form for: bytes, objects kept as they are, numbers
 * that are not finite. Written and read again they are what a remote application would have sent.
 */
public final class PlainJson {

    private PlainJson() {}

    /** The same tree if it is plain already. */
    public static JsonNode of(JsonNode tree) {
        return isPlain(tree)
                ? tree
                : WireJson.mapper().readTree(WireJson.mapper().writeValueAsBytes(tree));
    }

    private static boolean isPlain(JsonNode node) {
        return switch (node.getNodeType()) {
            case BINARY, POJO, MISSING -> false;
            case NUMBER -> !((NumericNode) node).isNaN();
            case ARRAY, OBJECT -> node.valueStream().allMatch(PlainJson::isPlain);
            case BOOLEAN, NULL, STRING -> true;
        };
    }
}
