package org.snorky.server.transport.socket;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.session.OutboundMessage;

/**
 * What waits for all clients together, held below a bound.
 *
 * <ol>
 *   <li>A message counts once, however many queues hold it. The places of a long queue count besides, in steps.
 *   <li>From half of the bound on there is pressure: queues count as high when they hold little, so that what can wait
 *       aside, and become less there, does.
 *   <li>Beyond the bound, sessions are closed, those first for which most waits, until an eighth of it is free. That is another
 *       thread's work.
 *   <li>Beyond it by a quarter, because that thread is not there yet, queues that hold something take no more.
 * </ol>
 *
 * Safe for all threads.
 */
public final class OutboundMemory {

    private static final Logger log = LoggerFactory.getLogger(OutboundMemory.class);

    /** What a message takes beside its bytes: itself, and the head of an array. */
    private static final int MESSAGE = 40;

    /** One reference in a queue whose array is on average half full. */
    private static final int PLACE = 8;

    private final long limit;
    private final OpenSessions sessions;
    private final Executor relief;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean relieving = new AtomicBoolean();

    /**
     * @param limit in bytes
     * @param sessions those that can be closed
     * @param relief runs the closing, soon
     */
    public OutboundMemory(long limit, OpenSessions sessions, Executor relief) {
        this.limit = limit;
        this.sessions = sessions;
        this.relief = relief;
    }

    /** What waits, in bytes as far as they are known. */
    public long bytes() {
        return bytes.get();
    }

    public long limit() {
        return limit;
    }

    /** One more queue holds a message. */
    void queued(OutboundMessage message) {
        if (message.hold()) {
            add(footprint(message));
        }
    }

    /** A queue has places for so many more messages, or less. */
    void places(int more) {
        add((long) PLACE * more);
    }

    /** A queue holds some messages no longer. */
    void left(List<OutboundMessage> messages) {
        long free = 0;
        for (int i = 0; i < messages.size(); i++) {
            OutboundMessage message = messages.get(i);
            free += message.release() ? footprint(message) : 0;
        }
        if (free > 0) {
            bytes.addAndGet(-free);
        }
    }

    private void add(long more) {
        long now = bytes.addAndGet(more);
        if (now > limit && relieving.compareAndSet(false, true)) {
            relief.execute(this::relieve);
        }
    }

    private static long footprint(OutboundMessage message) {
        return MESSAGE + (long) message.size();
    }

    boolean isUnderPressure() {
        return bytes.get() > limit / 2;
    }

    boolean isExhausted() {
        return bytes.get() > limit + limit / 4;
    }

    private void relieve() {
        try {
            int closed = sessions.closeLargest(() -> bytes.get() <= limit - limit / 8);
            if (closed > 0) {
                log.warn(
                        "Too much waited for clients ({} bytes are allowed, see snorky.frontend.outbound.total-bytes): {}"
                                + " that were slowest to take it are closed",
                        limit,
                        closed);
            }
        } finally {
            relieving.set(false);
        }
    }
}
