package org.snorky.server.cursors;

import org.jspecify.annotations.Nullable;
import org.snorky.server.session.JsonBytes;

/**
 * Where somebody is in a document, as everybody there sees it: three JSON values, encoded. The arrays are not copied, and must
 * not change.
 *
 * @param owner the owner's identity
 */
public record Cursor(byte[] position, byte[] status, byte[] owner) {

    /** How many bytes position and status take together. */
    int size() {
        return position.length + status.length;
    }

    /** The cursor after a change; null leaves what is there. */
    Cursor with(byte @Nullable [] newPosition, byte @Nullable [] newStatus) {
        return new Cursor(newPosition == null ? position : newPosition, newStatus == null ? status : newStatus, owner);
    }

    /** Writes it as what an object that has begun ends with. */
    void writeTo(JsonBytes json) {
        json.syntax(",\"position\":")
                .value(position)
                .syntax(",\"status\":")
                .value(status)
                .syntax(",\"owner\":")
                .value(owner)
                .syntax("}");
    }
}
