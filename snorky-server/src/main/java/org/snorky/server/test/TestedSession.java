package org.snorky.server.test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** A session in memory that hands answers to their calls and keeps the rest. */
final class TestedSession implements ClientSession {

    private final String id = UUID.randomUUID().toString();
    private final @Nullable JsonNode identity;
    private final Map<Long, StartedCall> calls = new HashMap<>();
    private final Queue<JsonNode> received = new ArrayDeque<>();
    private boolean open = true;
    private @Nullable CloseReason closed;

    TestedSession(@Nullable JsonNode identity) {
        this.identity = identity;
    }

    synchronized void expect(long callId, StartedCall call) {
        calls.put(callId, call);
    }

    @Override
    public synchronized void send(OutboundMessage message) {
        if (!open) {
            return;
        }
        JsonNode envelope = WireJson.mapper().readTree(message.utf8());
        JsonNode payload = envelope.path("message");
        StartedCall call =
                isAnswer(payload) ? calls.remove(payload.path("callId").asLong(0)) : null;
        if (call == null) {
            received.add(envelope);
        } else {
            call.answered(payload);
        }
    }

    private static boolean isAnswer(JsonNode payload) {
        String type = payload.path("type").asString("");
        return type.equals("response") || type.equals("error");
    }

    /** The payloads that one service has sent. */
    synchronized List<JsonNode> take(String service) {
        List<JsonNode> taken = new ArrayList<>();
        received.removeIf(envelope -> {
            boolean mine = envelope.path("service").asString("").equals(service);
            return mine && taken.add(envelope.path("message"));
        });
        return taken;
    }

    synchronized void disconnect() {
        open = false;
    }

    synchronized @Nullable CloseReason closed() {
        return closed;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String transport() {
        return "test";
    }

    @Override
    public @Nullable JsonNode identity() {
        return identity;
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1";
    }

    @Override
    public synchronized long remainingCapacity() {
        return open ? Long.MAX_VALUE : 0;
    }

    @Override
    public synchronized void close(CloseReason reason) {
        if (open) {
            closed = reason;
            open = false;
        }
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public String toString() {
        return identity == null ? "client " + id : "client " + identity;
    }
}
