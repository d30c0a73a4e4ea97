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

    /**
     * The same tree if it is plain already.
     *
     * @throws ProtocolException if it is nested deeper than the wire allows
     */
    public static JsonNode of(JsonNode tree) {
        return isPlain(tree, WireJson.MAX_NESTING)
                ? tree
                : WireJson.mapper().readTree(WireJson.mapper().writeValueAsBytes(tree));
    }

    /**
     * The same row, held as bytes.
     *
     * @throws ProtocolException if it holds what the wire could not bring
     */
    public static Row of(Row row) {
        return row instanceof TreeRow given ? new TreeRow(of(given.tree())).encoded() : row;
    }

    private static boolean isPlain(JsonNode node, int levels) {
        if (node.isContainer() && levels == 0) {
            throw new ProtocolException(
                    "Nested deeper than " + WireJson.MAX_NESTING + " levels", ErrorCode.MALFORMED_MESSAGE);
        }
        return switch (node.getNodeType()) {
            case BINARY, POJO, MISSING -> false;
            case NUMBER -> !((NumericNode) node).isNaN();
            case ARRAY, OBJECT -> node.valueStream().allMatch(member -> isPlain(member, levels - 1));
            case BOOLEAN, NULL, STRING -> true;
        };
    }
}
