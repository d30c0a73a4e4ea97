package org.snorky.server.datasync.routing;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Row;
import org.snorky.server.position.Position;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.node.StringNode;

/** The form in which a delta goes to clients: a head, a tag or none, and a tail. */
final class DeltaMessage {

    private static final String START =
            "{\"service\":\"datasync\",\"message\":{\"type\":\"delta\",\"delta\":{\"type\":";

    /** No message is shorter. */
    static final int MIN_SIZE = START.length();

    private DeltaMessage() {}

    static OutboundMessage of(Delta delta, @Nullable String tag, Position position) {
        return of(head(delta), tag, tail(position));
    }

    static OutboundMessage of(byte[] head, @Nullable String tag, byte[] tail) {
        JsonBytes message = new JsonBytes().value(head);
        if (tag != null) {
            message.syntax(",\"tag\":").value(string(tag));
        }
        return OutboundMessage.ofUtf8(message.value(tail).toUtf8());
    }

    /** The delta, up to where a tag can still be put in. */
    static byte[] head(Delta delta) {
        if (delta instanceof Delta.Insert insert) {
            return start("insert", insert, "data", insert.row()).toUtf8();
        }
        if (delta instanceof Delta.Delete delete) {
            return start("delete", delete, "data", delete.row()).toUtf8();
        }
        Delta.Update update = (Delta.Update) delta;
        return start("update", update, "newData", update.newRow())
                .syntax(",\"oldData\":")
                .value(update.oldRow().utf8())
                .toUtf8();
    }

    private static JsonBytes start(String type, Delta delta, String name, Row row) {
        return new JsonBytes()
                .syntax(START + "\"" + type + "\",\"model\":")
                .value(string(delta.model()))
                .syntax(",\"" + name + "\":")
                .value(row.utf8());
    }

    /** What comes behind a tag. */
    static byte[] tail(Position position) {
        return new JsonBytes().syntax("},\"position\":\"" + position + "\"}}").toUtf8();
    }

    private static byte[] string(String value) {
        return JsonBytes.of(StringNode.valueOf(value));
    }
}
