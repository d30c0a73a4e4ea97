package org.snorky.server.chat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** What the chat tells, encoded; timestamps are those of the moment at which a message takes its place in a channel. */
final class ChatMessages {

    private ChatMessages() {}

    /** The start of a message, which can be made before it has its place. */
    static byte[] open(JsonNode from, JsonNode channel, JsonNode body) {
        return JsonBytes.of(WireJson.mapper()
                .createObjectNode()
                .put("type", "message")
                .set("from", from)
                .set("channel", channel)
                .set("body", body));
    }

    /** A message in its place. */
    static byte[] said(byte[] open, Instant at) {
        return timed(new JsonBytes().open(open), at).toUtf8();
    }

    static OutboundMessage presence(Identity of, Room room, String status, Instant at) {
        return OutboundMessage.ofUtf8(
                Chat.SERVICE,
                timed(
                        new JsonBytes()
                                .syntax("{\"type\":\"presence\",\"from\":")
                                .value(of.json())
                                .syntax(",\"channel\":")
                                .value(room.channel())
                                .syntax(",\"status\":\"" + status + "\""),
                        at));
    }

    static OutboundMessage read(Room room, Instant at) {
        return OutboundMessage.ofUtf8(
                Chat.SERVICE,
                timed(new JsonBytes().syntax("{\"type\":\"read\",\"channel\":").value(room.channel()), at));
    }

    private static JsonBytes timed(JsonBytes open, Instant at) {
        return open.syntax(",\"timestamp\":\"" + at.truncatedTo(ChronoUnit.MILLIS) + "\"}");
    }
}
