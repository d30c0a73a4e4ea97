package org.snorky.server.chat;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** What the chat tells, encoded; timestamps are those of the moment at which a message takes its place in a channel. */
final class ChatMessages {

    private final InstantSource clock;

    ChatMessages(InstantSource clock) {
        this.clock = clock;
    }

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
    byte[] said(byte[] open) {
        return timed(new JsonBytes().open(open)).toUtf8();
    }

    OutboundMessage presence(Member of, String status) {
        return OutboundMessage.ofUtf8(
                Chat.SERVICE,
                timed(new JsonBytes()
                        .syntax("{\"type\":\"presence\",\"from\":")
                        .value(of.identity())
                        .syntax(",\"channel\":")
                        .value(of.room().channel())
                        .syntax(",\"status\":\"" + status + "\"")));
    }

    OutboundMessage read(Room room) {
        return OutboundMessage.ofUtf8(
                Chat.SERVICE,
                timed(new JsonBytes().syntax("{\"type\":\"read\",\"channel\":").value(room.channel())));
    }

    private JsonBytes timed(JsonBytes open) {
        return open.syntax(",\"timestamp\":\"" + clock.instant().truncatedTo(ChronoUnit.MILLIS) + "\"}");
    }
}
