package org.snorky.server.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

/** A client that reads when the test says so, at the end of a queue with marks. For one thread. */
public final class SlowSession implements PacedSession {

    private final Queue<OutboundMessage> queue = new ArrayDeque<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final long highMark;
    private final long capacity;
    private long bytes;
    private @Nullable Runnable whenLow;
    private @Nullable CloseReason closed;

    public SlowSession(long highMark, long capacity) {
        this.highMark = highMark;
        this.capacity = capacity;
    }

    /** Has the client read some messages, each of which makes room at once. */
    public List<JsonNode> read(int count) {
        List<JsonNode> read = new ArrayList<>();
        while (read.size() < count && !queue.isEmpty()) {
            OutboundMessage message = queue.remove();
            bytes -= message.size();
            read.add(WireJson.mapper().readTree(message.utf8()).get("message"));
            writeOn();
        }
        return read;
    }

    /** Has the client read until nothing more comes. */
    public List<JsonNode> readAll() {
        return read(Integer.MAX_VALUE);
    }

    /** The connection is cut: what was queued is lost. */
    public void cut() {
        closed = new CloseReason(1006, "cut");
        queue.clear();
        whenLow = null;
    }

    private void writeOn() {
        if (whenLow != null && bytes <= highMark / 2) {
            tasks.add(whenLow);
            whenLow = null;
        }
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Override
    public boolean offer(OutboundMessage message) {
        if (closed == null && bytes >= highMark) {
            return false;
        }
        send(message);
        return true;
    }

    @Override
    public void whenLow(Runnable task) {
        whenLow = closed == null ? task : null;
        if (tasks.isEmpty() && bytes <= highMark / 2) {
            tasks.add(task);
            whenLow = null;
        }
    }

    @Override
    public void send(OutboundMessage message) {
        if (closed != null) {
            return;
        }
        if (bytes > 0 && bytes + message.size() > capacity) {
            close(CloseReason.TOO_SLOW);
            return;
        }
        queue.add(message);
        bytes += message.size();
    }

    @Override
    public long remainingCapacity() {
        return closed == null ? Math.max(0, capacity - bytes) : 0;
    }

    @Override
    public void close(CloseReason reason) {
        closed = reason;
        whenLow = null;
    }

    public @Nullable CloseReason closed() {
        return closed;
    }

    @Override
    public boolean isOpen() {
        return closed == null;
    }

    @Override
    public String id() {
        return "slow";
    }

    @Override
    public String transport() {
        return "test";
    }

    @Override
    public @Nullable JsonNode identity() {
        return null;
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1";
    }
}
