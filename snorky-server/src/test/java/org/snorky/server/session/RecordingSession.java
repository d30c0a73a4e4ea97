package org.snorky.server.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

/** A session that keeps what it is sent. Safe for all threads. */
public class RecordingSession implements ClientSession {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String id = "s" + COUNT.incrementAndGet();
    private final @Nullable JsonNode identity;
    private final Queue<OutboundMessage> sent = new ArrayDeque<>();
    private volatile long capacity = 1 << 20;
    private volatile @Nullable CloseReason closed;

    public RecordingSession() {
        this(null);
    }

    public RecordingSession(@Nullable JsonNode identity) {
        this.identity = identity;
    }

    public RecordingSession withCapacity(long bytes) {
        capacity = bytes;
        return this;
    }

    /** Takes the oldest message, or null where there is none. */
    public synchronized @Nullable JsonNode next() {
        OutboundMessage message = sent.poll();
        return message == null ? null : WireJson.mapper().readTree(message.utf8());
    }

    /** Takes all messages. */
    public synchronized List<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>();
        sent.forEach(message -> all.add(WireJson.mapper().readTree(message.utf8())));
        sent.clear();
        return all;
    }

    public @Nullable CloseReason closed() {
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
    public synchronized void send(OutboundMessage message) {
        sent.add(message);
    }

    @Override
    public long remainingCapacity() {
        return capacity;
    }

    @Override
    public void close(CloseReason reason) {
        closed = reason;
    }

    @Override
    public boolean isOpen() {
        return closed == null;
    }

    @Override
    public String toString() {
        return id;
    }
}
