package org.snorky.server.transport.socket;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.OutboundMessage;

/**
 * Messages that wait for one client, bounded in count and bytes. Guarded by its session's lock.
 *
 * <p>A ring of its own, since what a broadcast costs a session is the objects that it touches for it: each lies where no cache
 * has it any more.
 */
final class OutboundQueue {

    /** Places that a queue has for nothing; what more it takes is counted in steps of as many, and given back when empty. */
    private static final int STEP = 64;

    private static final @Nullable OutboundMessage[] NO_RING = {};

    /** Of a ring, whose lengths are powers of two. */
    private static final int LEAST_LENGTH = 4;

    private final OutboundLimits limits;
    private final OutboundMemory memory;

    /** What waits, from an index on, and behind the last place from the first one on. */
    private @Nullable OutboundMessage[] ring = NO_RING;

    private int first;
    private int count;
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
        if (count >= limits.messages() || (bytes > 0 && bytes + size > limits.bytes())) {
            return false;
        }
        if (bytes > 0 && memory.isExhausted()) {
            return false;
        }
        if (count == ring.length) {
            grow();
        }
        ring[index(count)] = message;
        count++;
        if (count > places) {
            places += STEP;
            memory.places(STEP);
        }
        bytes += size;
        memory.queued(message);
        return true;
    }

    private int index(int place) {
        return (first + place) & (ring.length - 1);
    }

    private OutboundMessage at(int place) {
        return Objects.requireNonNull(ring[index(place)]);
    }

    private void grow() {
        @Nullable OutboundMessage[] longer = new @Nullable OutboundMessage[Math.max(LEAST_LENGTH, 2 * ring.length)];
        for (int i = 0; i < count; i++) {
            longer[i] = at(i);
        }
        ring = longer;
        first = 0;
    }

    /**
     * The next messages, which count until they are {@link #taken}; none if there are none.
     *
     * @param maxBytes of their sizes together; one message alone may be longer
     */
    List<OutboundMessage> poll(int maxMessages, int maxBytes) {
        int most = Math.min(maxMessages, count);
        if (most == 0) {
            return List.of();
        }
        int next = 1;
        long size = at(0).size();
        while (next < most && size + at(next).size() <= maxBytes) {
            size += at(next).size();
            next++;
        }
        inFlight = remove(next);
        inFlightBytes = size;
        return inFlight;
    }

    private List<OutboundMessage> remove(int these) {
        OutboundMessage[] removed = new OutboundMessage[these];
        for (int i = 0; i < these; i++) {
            int index = index(i);
            removed[i] = Objects.requireNonNull(ring[index]);
            ring[index] = null;
        }
        first = index(these);
        count -= these;
        return Arrays.asList(removed);
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
        if (count == 0 && places > STEP) {
            shrink();
        }
        return gone;
    }

    /** Forgets what waits, but not what is in flight. */
    void clear() {
        if (count > 0) {
            memory.left(remove(count));
        }
        shrink();
        bytes = inFlightBytes;
    }

    private void shrink() {
        ring = NO_RING;
        first = 0;
        memory.places(STEP - places);
        places = STEP;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isHigh() {
        return limits.isHigh(count, bytes) || (memory.isUnderPressure() && limits.isHighUnderPressure(bytes));
    }

    boolean isLow() {
        return limits.isLow(count, bytes) && !(memory.isUnderPressure() && !limits.isLowUnderPressure(bytes));
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
