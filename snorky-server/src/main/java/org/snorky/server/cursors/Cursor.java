package org.snorky.server.cursors;

import org.jspecify.annotations.Nullable;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** Where somebody is in a document, as everybody there sees it. */
final class Cursor {

    private final Document document;
    private final long publicHandle;
    private final byte[] owner;
    private byte[] position;
    private byte[] status;

    /** @param where made by {@link #where} */
    Cursor(Document document, long publicHandle, JsonNode owner, Where where) {
        this.document = document;
        this.publicHandle = publicHandle;
        this.owner = JsonBytes.of(owner);
        this.position = where.position();
        this.status = where.status();
    }

    /** A position and a status, encoded. */
    record Where(byte[] position, byte[] status) {

        int size() {
            return position.length + status.length;
        }
    }

    /** Where the cursor will be after a change; null leaves what is there. */
    Where where(byte @Nullable [] newPosition, byte @Nullable [] newStatus) {
        return new Where(newPosition == null ? position : newPosition, newStatus == null ? status : newStatus);
    }

    void move(Where where) {
        position = where.position();
        status = where.status();
    }

    Document document() {
        return document;
    }

    long publicHandle() {
        return publicHandle;
    }

    byte[] json() {
        return identifying()
                .syntax(",\"position\":")
                .value(position)
                .syntax(",\"status\":")
                .value(status)
                .syntax(",\"owner\":")
                .value(owner)
                .syntax("}")
                .toUtf8();
    }

    OutboundMessage added() {
        return message("cursorAdded", json());
    }

    OutboundMessage updated() {
        return message("cursorUpdated", json());
    }

    OutboundMessage removed() {
        return message("cursorRemoved", identifying().syntax("}").toUtf8());
    }

    private JsonBytes identifying() {
        return new JsonBytes()
                .syntax("{\"publicHandle\":" + publicHandle + ",\"document\":")
                .value(document.name());
    }

    private static OutboundMessage message(String type, byte[] cursor) {
        return OutboundMessage.ofUtf8(
                Cursors.SERVICE,
                new JsonBytes()
                        .syntax("{\"type\":\"" + type + "\",\"cursor\":")
                        .value(cursor)
                        .syntax("}"));
    }
}
