package org.snorky.server.transport.socket;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.OutboundMessage;

/** Messages that wait for one client, bounded in count and bytes. Guarded by its session's lock. */
final class OutboundQueue {

    private final OutboundLimits limits;
    private final SocketMeters meters;
    private final OutboundMemory memory;
    private final Queue<OutboundMessage> messages = new ArrayDeque<>(4);
    private long bytes;
    private @Nullable OutboundMessage inFlight;

    OutboundQueue(OutboundLimits limits, SocketMeters meters, OutboundMemory memory) {
        this.limits = limits;
        this.meters = meters;
        this.memory = memory;
    }

    /** Takes a message, or gives false and takes nothing. */
    boolean offer(OutboundMessage message) {
        if (messages.size() >= limits.messages() || (bytes > 0 && bytes + message.size() > limits.bytes())) {
            return false;
        }
        if (bytes > 0 && memory.isExhausted()) {
            return false;
        }
        messages.add(message);
        bytes += message.size();
        meters.queued(message.size());
        memory.queued(message);
        return true;
    }

    /** The next message, which counts until {@link #taken}; null if there is none. */
    @Nullable OutboundMessage poll() {
        inFlight = messages.poll();
        return inFlight;
    }

    /** The message last polled is out, or lost; gives it back once. */
    @Nullable OutboundMessage taken() {
        OutboundMessage message = inFlight;
        if (message != null) {
            forget(message.size());
            memory.left(message);
            inFlight = null;
        }
        return message;
    }

    void clear() {
        messages.forEach(memory::left);
        messages.clear();
        forget(bytes - inFlightSize());
    }

    boolean isHigh() {
        return limits.isHigh(messages.size(), bytes) || (memory.isUnderPressure() && limits.isHighUnderPressure(bytes));
    }

    boolean isLow() {
        return limits.isLow(messages.size(), bytes) && !(memory.isUnderPressure() && !limits.isLowUnderPressure(bytes));
    }

    /** The size of the message last polled while it is not out, else 0. */
    int inFlightSize() {
        return inFlight == null ? 0 : inFlight.size();
    }

    /** The sizes of what waits. */
    long bytes() {
        return bytes;
    }

    long remaining() {
        return Math.max(0, limits.bytes() - bytes);
    }

    private void forget(long size) {
        bytes -= size;
        meters.queued(-size);
    }
}
