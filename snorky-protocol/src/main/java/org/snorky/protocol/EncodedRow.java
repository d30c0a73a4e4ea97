package org.snorky.protocol;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row that is held as bytes.
 *
 * <p>Its tree is held weakly, that is until the next garbage collection: many who look at a row soon after each other share
 * one, and a row that lies in the log takes no more than its bytes.
 */
final class EncodedRow implements Row {

    private final byte[] utf8;
    private volatile @Nullable WeakReference<JsonNode> tree;

    /** @param utf8 an object without white space that {@link WireJson#readAgain} takes; not copied */
    EncodedRow(byte[] utf8) {
        this.utf8 = utf8;
    }

    EncodedRow(byte[] utf8, JsonNode tree) {
        this(utf8);
        this.tree = new WeakReference<>(tree);
    }

    @Override
    public JsonNode tree() {
        WeakReference<JsonNode> kept = tree;
        JsonNode known = kept == null ? null : kept.get();
        if (known == null) {
            known = WireJson.readAgain(utf8);
            tree = new WeakReference<>(known);
        }
        return known;
    }

    @Override
    public byte[] utf8() {
        return utf8;
    }

    @Override
    public Row encoded() {
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && areEqual(this, row);
    }

    @Override
    public int hashCode() {
        return hashOf(this);
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static boolean areEqual(Row one, Row other) {
        return one == other || Arrays.equals(one.utf8(), other.utf8()) || key(one).equals(key(other));
    }

    static int hashOf(Row row) {
        return key(row).hashCode();
    }

    /** Of the bytes, since a tree may hold what has no form in JSON. */
    private static JsonKey key(Row row) {
        return JsonKey.of(WireJson.readAgain(row.utf8()));
    }
}
