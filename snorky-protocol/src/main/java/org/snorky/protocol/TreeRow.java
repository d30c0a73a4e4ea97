package org.snorky.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A row that came as a tree. */
final class TreeRow implements Row {

    private final JsonNode tree;
    private volatile byte @Nullable [] utf8;

    TreeRow(JsonNode tree) {
        this.tree = tree;
    }

    @Override
    public JsonNode tree() {
        return tree;
    }

    @Override
    public byte[] utf8() {
        byte[] encoded = utf8;
        if (encoded == null) {
            encoded = WireJson.mapper().writeValueAsBytes(tree);
            utf8 = encoded;
        }
        return encoded;
    }

    @Override
    public Row encoded() {
        try {
            return new EncodedRow(utf8(), WireJson.readAgain(utf8()));
        } catch (JacksonException outOfBounds) {
            throw new ProtocolException("The row is beyond what is read", ErrorCode.MALFORMED_MESSAGE);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && EncodedRow.areEqual(this, row);
    }

    @Override
    public int hashCode() {
        return EncodedRow.hashOf(this);
    }

    @Override
    public String toString() {
        return tree.toString();
    }
}
