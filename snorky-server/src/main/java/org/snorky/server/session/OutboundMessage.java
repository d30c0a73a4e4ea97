package org.snorky.server.session;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** An encoded message, immutable and shared by all sessions it goes to. */
public final class OutboundMessage {

    private static final AtomicIntegerFieldUpdater<OutboundMessage> HOLDERS =
            AtomicIntegerFieldUpdater.newUpdater(OutboundMessage.class, "holders");

    private final byte[] utf8;
    private volatile int holders;

    private OutboundMessage(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** The envelope of a service around one of its messages. */
    public static OutboundMessage of(String service, JsonNode message) {
        return ofUtf8(WireJson.mapper()
                .writeValueAsBytes(WireJson.mapper()
                        .createObjectNode()
                        .put("service", service)
                        .set("message", message)));
    }

    /** The envelope of a service around one of its messages, which is encoded already. */
    public static OutboundMessage ofUtf8(String service, JsonBytes message) {
        return ofUtf8(new JsonBytes()
                .syntax("{\"service\":")
                .value(JsonBytes.of(StringNode.valueOf(service)))
                .syntax(",\"message\":")
                .value(message.toUtf8())
                .syntax("}")
                .toUtf8());
    }

    /** A message that is encoded already; the array is not copied and must not change. */
    public static OutboundMessage ofUtf8(byte[] utf8) {
        return new OutboundMessage(utf8);
    }

    /** The encoded form; not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /** The length of the encoded form in bytes. */
    public int size() {
        return utf8.length;
    }

    /** The encoded form as characters, decoded anew at each call. */
    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Counts one more queue that holds it, and gives whether it is the only one. */
    public boolean hold() {
        return HOLDERS.getAndIncrement(this) == 0;
    }

    /** Counts one queue less that holds it, and gives whether it was the last. */
    public boolean release() {
        return HOLDERS.decrementAndGet(this) == 0;
    }

    @Override
    public String toString() {
        return text();
    }
}
