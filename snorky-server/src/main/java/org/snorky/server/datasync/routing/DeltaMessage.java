package org.snorky.server.datasync.routing;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;
import org.snorky.server.position.Position;
import org.snorky.server.session.OutboundMessage;

/** The form in which a delta goes to clients. */
final class DeltaMessage {

    private static final String HEAD = "{\"service\":\"datasync\",\"message\":{\"type\":\"delta\",\"delta\":";

    /** No message is shorter. */
    static final int MIN_SIZE = HEAD.length();

    private DeltaMessage() {}

    static OutboundMessage of(Delta delta, @Nullable String tag, Position position) {
        return of(openJson(delta), tag, position);
    }

    /** @param delta its JSON without the closing brace */
    static OutboundMessage of(String delta, @Nullable String tag, Position position) {
        String tagMember = tag == null ? "" : ",\"tag\":" + WireJson.mapper().writeValueAsString(tag);
        String message = HEAD + delta + tagMember + "},\"position\":\"" + position + "\"}}";
        return OutboundMessage.ofUtf8(message.getBytes(StandardCharsets.UTF_8));
    }

    /** A delta's JSON without its closing brace, so that a tag can still be put in. */
    static String openJson(Delta delta) {
        String json = WireJson.mapper().writerFor(Delta.class).writeValueAsString(delta);
        return json.substring(0, json.length() - 1);
    }
}
