package org.snorky.server.datasync.routing;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.log.Position;
import org.snorky.server.session.OutboundMessage;

/** The messages about one delta, each encoded when first wanted and then shared by all sessions that get it. */
final class EncodedDelta {

    private static final String HEAD = "{\"service\":\"datasync\",\"message\":{\"type\":\"delta\",\"delta\":";

    private final Delta delta;
    private final Position position;
    private final Map<Form, String> bodies = new EnumMap<>(Form.class);
    private final Map<Form, OutboundMessage> untagged = new EnumMap<>(Form.class);
    private final Map<Form, Map<String, OutboundMessage>> tagged = new EnumMap<>(Form.class);

    EncodedDelta(Delta delta, Position position) {
        this.delta = delta;
        this.position = position;
    }

    OutboundMessage message(Form form, @Nullable String tag) {
        if (tag == null) {
            return untagged.computeIfAbsent(form, f -> encode(f, ""));
        }
        return tagged.computeIfAbsent(form, f -> new HashMap<>())
                .computeIfAbsent(
                        tag, t -> encode(form, ",\"tag\":" + WireJson.mapper().writeValueAsString(t)));
    }

    private OutboundMessage encode(Form form, String tagMember) {
        String body = bodies.computeIfAbsent(form, this::body);
        String message = HEAD + body + tagMember + "},\"position\":\"" + position + "\"}}";
        return OutboundMessage.ofUtf8(message.getBytes(StandardCharsets.UTF_8));
    }

    /** The delta's JSON without its closing brace, so that a tag can still be put in. */
    private String body(Form form) {
        String json = WireJson.mapper().writerFor(Delta.class).writeValueAsString(as(form));
        return json.substring(0, json.length() - 1);
    }

    private Delta as(Form form) {
        if (delta instanceof Delta.Update update) {
            return switch (form) {
                case INSERT -> new Delta.Insert(update.model(), update.newData());
                case UPDATE -> update;
                case DELETE -> new Delta.Delete(update.model(), update.oldData());
            };
        }
        return delta;
    }
}
