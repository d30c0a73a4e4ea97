package org.snorky.server.transport.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.OutboundMessage;

/** Messages that wait for one client, bounded in count and bytes. Guarded by its session's lock. */
final class OutboundQueue {

    /** Places that a queue has for nothing; what more it takes is counted in steps of as many, and given back when empty. */
    private static final int STEP = 64;

    private final OutboundLimits limits;
    private final OutboundMemory memory;
    private Queue<OutboundMessage> messages = new ArrayDeque<>(4);
    private int places = STEP;
    private long bytes;
    private List<OutboundMessage> inFlight = List.of();
    private long inFlightBytes;

    OutboundQueue(OutboundLimits limits, OutboundMemory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /** Takes a message, or gives false and takes nothing. */
    boolean offer(OutboundMessage message) {
        int size = message.size();
        if (messages.size() >= limits.messages() || (bytes > 0 && bytes + size > limits.bytes())) {
            return false;
        }
        if (bytes > 0 && memory.isExhausted()) {
            return false;
        }
        messages.add(message);
        if (messages.size() > places) {
            places += STEP;
            memory.places(STEP);
        }
        bytes += size;
        memory.queued(message);
        return true;
    }

    /**
     * The next messages, which count until they are {@link #taken}; none if there are none.
     *
     * @param maxBytes of their sizes together; one message alone may be longer
     */
    List<OutboundMessage> poll(int maxMessages, int maxBytes) {
        OutboundMessage first = messages.poll();
        if (first == null) {
            return List.of();
        }
        inFlightBytes = first.size();
        inFlight = List.of(first);
        OutboundMessage next = messages.peek();
        if (isWithin(next, maxBytes)) {
            inFlight = new ArrayList<>(Math.min(maxMessages, 1 + messages.size()));
            inFlight.add(first);
            do {
                inFlight.add(messages.remove());
                inFlightBytes += next.size();
                next = messages.peek();
            } while (inFlight.size() < maxMessages && isWithin(next, maxBytes));
        }
        return inFlight;
    }

    private boolean isWithin(@Nullable OutboundMessage next, int maxBytes) {
        return next != null && inFlightBytes + next.size() <= maxBytes;
    }

    /** The messages last polled are out, or lost; gives them back once. */
    List<OutboundMessage> taken() {
        List<OutboundMessage> gone = inFlight;
        if (!gone.isEmpty()) {
            bytes -= inFlightBytes;
            memory.left(gone);
            inFlight = List.of();
            inFlightBytes = 0;
        }
        if (messages.isEmpty() && places > STEP) {
            shrink();
        }
        return gone;
    }

    /** Forgets what waits, but not what is in flight. */
    void clear() {
        memory.left(messages);
        shrink();
        bytes = inFlightBytes;
    }

    private void shrink() {
        messages = new ArrayDeque<>(4);
        memory.places(STEP - places);
        places = STEP;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    boolean isHigh() {
        return limits.isHigh(messages.size(), bytes) || (memory.isUnderPressure() && limits.isHighUnderPressure(bytes));
    }

    boolean isLow() {
        return limits.isLow(messages.size(), bytes) && !(memory.isUnderPressure() && !limits.isLowUnderPressure(bytes));
    }

    /** The sizes of the messages last polled while they are not out. */
    long inFlightBytes() {
        return inFlightBytes;
    }

    /** The sizes of what waits, and of what is in flight. */
    long bytes() {
        return bytes;
    }

    long remaining() {
        return Math.max(0, limits.bytes() - bytes);
    }
}
