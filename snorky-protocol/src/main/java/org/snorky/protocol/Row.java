package org.snorky.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.JsonNode;

/**
 * A row of a model, a JSON object, in two forms: a tree to look into, and the UTF-8 that goes to clients.
 *
 * <p>Either form is made of the other when first asked for. Two rows are equal if they are as JSON: the order of members does
 * not count, and {@code 1} is {@code 1.0}. Immutable, as long as nobody changes a tree or bytes; safe for all threads.
 */
public sealed interface Row permits TreeRow, EncodedRow {

    /** A row that holds this tree. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Row of(JsonNode tree) {
        return new TreeRow(tree);
    }

    /**
     * A row held as the bytes that another row's {@link #utf8} gave after {@link #encoded}, perhaps in another process. They
     * are neither checked nor copied.
     */
    static Row ofEncoded(byte[] utf8) {
        return new EncodedRow(utf8);
    }

    /** The row to look into; not to be changed. Whoever looks more than once keeps it, for it may be made anew each time. */
    @JsonValue
    JsonNode tree();

    /** The row as JSON without white space, valid UTF-8; shared, and not to be changed. */
    byte[] utf8();

    /**
     * The same row held as bytes, a fraction of what a tree takes.
     *
     * @throws ProtocolException if the tree holds what the wire could not bring: a number, text or name beyond the bounds
     */
    Row encoded();
}
