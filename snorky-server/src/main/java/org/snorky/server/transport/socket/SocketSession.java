package org.snorky.server.transport.socket;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.limit.Limit;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.ExpiringSession;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.session.PacedSession;
import tools.jackson.databind.JsonNode;

/**
 * A client at the end of a socket: a bounded queue, and one drain that carries it to the {@link FrameWriter}.
 *
 * <p>At most one drain exists at a time. It starts when a message comes to an idle session, runs on the writing pool and
 * never on the sender's thread, and ends when the queue is empty; while a write waits for the client it holds no thread
 * of ours. One lock guards the state and is never held while calling out.
 */
public final class SocketSession implements PacedSession, ExpiringSession {

    private static final Logger log = LoggerFactory.getLogger(SocketSession.class);

    private static final CloseReason BROKEN = new CloseReason(1011, "Connection broken");
    private static final CloseReason SILENT = new CloseReason(1001, "No sign of life");

    /** Frames a drain writes before others get its thread. */
    private static final int TURN = 64;

    private static final int SAMPLE_EVERY = 32;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final Peer peer;
    private final FrameWriter writer;
    private final SocketSettings settings;
    private final Executor writes;
    private final Object lock = new Object();
    private final OutboundQueue queue;

    private State state = State.OPEN;
    private CloseReason reason = BROKEN;
    private boolean draining;
    private boolean pingWanted;
    private boolean writing;
    private long writingSince;
    private long closingSince;
    private long lastPing;
    private boolean pingUnanswered;
    private long lastSaid;
    private int samples;
    private @Nullable OutboundMessage sample;
    private long sampledAt;
    private @Nullable Runnable whenLow;
    private volatile @Nullable Instant expiresAt;

    /** @param writes runs the drain, and with a writer that blocks is held by it */
    SocketSession(Peer peer, FrameWriter writer, SocketSettings settings, Executor writes) {
        this.peer = peer;
        this.writer = writer;
        this.settings = settings;
        this.writes = writes;
        this.queue = new OutboundQueue(settings.limits(), settings.meters(), settings.memory());
        this.lastPing = now();
        this.expiresAt = peer.identity().expiresAt();
        this.lastSaid = lastPing;
    }

    @Override
    public String id() {
        return peer.id();
    }

    @Override
    public String transport() {
        return peer.transport();
    }

    @Override
    public @Nullable JsonNode identity() {
        return peer.identity().value();
    }

    @Override
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public void holdUntil(@Nullable Instant moment) {
        expiresAt = moment;
    }

    @Override
    public String remoteAddress() {
        return peer.remoteAddress();
    }

    @Override
    public boolean isOpen() {
        synchronized (lock) {
            return state == State.OPEN;
        }
    }

    @Override
    public long remainingCapacity() {
        synchronized (lock) {
            return state == State.OPEN ? queue.remaining() : 0;
        }
    }

    @Override
    public void send(OutboundMessage message) {
        queue(message, false);
    }

    @Override
    public boolean offer(OutboundMessage message) {
        return queue(message, true);
    }

    private boolean queue(OutboundMessage message, boolean canWait) {
        boolean isFull;
        boolean starts = false;
        synchronized (lock) {
            if (state != State.OPEN) {
                return true;
            }
            if (canWait && queue.isHigh()) {
                return false;
            }
            isFull = !queue.offer(message);
            if (!isFull) {
                takeSample(message);
                starts = startsDrain();
            }
        }
        if (isFull) {
            giveUp(settings.memory().isExhausted() ? CloseReason.SERVER_FULL : CloseReason.TOO_SLOW);
        } else if (starts) {
            writes.execute(this::drain);
        }
        return true;
    }

    @Override
    public void whenLow(Runnable task) {
        Runnable due;
        synchronized (lock) {
            whenLow = state == State.OPEN ? task : null;
            due = takeWhenLow();
        }
        if (due != null) {
            writes.execute(due);
        }
    }

    private @Nullable Runnable takeWhenLow() {
        if (whenLow == null || !queue.isLow()) {
            return null;
        }
        Runnable due = whenLow;
        whenLow = null;
        return due;
    }

    private void takeSample(OutboundMessage message) {
        if (sample == null && ++samples % SAMPLE_EVERY == 0) {
            sample = message;
            sampledAt = now();
        }
    }

    @Override
    public void close(CloseReason why) {
        boolean starts;
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSING;
            reason = why;
            whenLow = null;
            closingSince = now();
            starts = startsDrain();
        }
        count(why);
        if (starts) {
            writes.execute(this::drain);
        }
    }

    private void count(CloseReason why) {
        if (why == CloseReason.TOO_SLOW) {
            settings.meters().tooSlow();
            settings.refusals().count(Limit.QUEUE);
            log.info("{} is too slow and is closed", this);
        } else if (why == CloseReason.SERVER_FULL) {
            settings.refusals().count(Limit.TOTAL_QUEUE);
        } else if (why == CloseReason.IDLE) {
            settings.refusals().count(Limit.IDLE);
        }
    }

    /** The client said something, be it a pong. */
    void heard() {
        synchronized (lock) {
            pingUnanswered = false;
        }
    }

    /** The client sent a message, or a part of one. */
    void spoke() {
        heard();
        synchronized (lock) {
            lastSaid = now();
        }
    }

    /** The size of what waits for the client. */
    long queuedBytes() {
        synchronized (lock) {
            return queue.bytes();
        }
    }

    /** Closes at once, and forgets what is queued, which is more than the server can keep. */
    void closeForRoom() {
        giveUp(CloseReason.SERVER_FULL);
    }

    /** The connection is gone; what was queued is forgotten. */
    void disconnected() {
        synchronized (lock) {
            state = State.CLOSED;
            whenLow = null;
            queue.clear();
        }
    }

    /** Finds out what time alone changes: a write or a close that takes too long, a ping that is due or unanswered, an
     * identity that holds no longer. */
    void tick() {
        if (isExpired()) {
            close(CloseReason.TOKEN_EXPIRED);
        }
        CloseReason over;
        boolean starts = false;
        synchronized (lock) {
            over = overdue();
            if (over == null && state == State.OPEN && pingIsDue()) {
                pingWanted = true;
                starts = startsDrain();
            } else if (over == null && state == State.CLOSING) {
                starts = startsDrain();
            }
        }
        if (over != null) {
            giveUp(over);
        } else if (starts) {
            writes.execute(this::drain);
        }
    }

    private boolean isExpired() {
        Instant end = expiresAt;
        return end != null && !settings.clock().instant().isBefore(end);
    }

    private @Nullable CloseReason overdue() {
        if (state == State.CLOSED) {
            return null;
        }
        if (writing && isPast(writingSince, settings.limits().timeFor(queue.inFlightSize()))) {
            return CloseReason.TOO_SLOW;
        }
        if (state == State.CLOSING && isPast(closingSince, settings.limits().closeTime())) {
            return reason;
        }
        Heartbeat heartbeat = settings.heartbeat();
        if (heartbeat != null && pingUnanswered && isPast(lastPing, heartbeat.timeout())) {
            return SILENT;
        }
        return !settings.idleTime().isZero() && isPast(lastSaid, settings.idleTime()) ? CloseReason.IDLE : null;
    }

    /** None while one is unanswered, so that the answer's time runs from the first. */
    private boolean pingIsDue() {
        Heartbeat heartbeat = settings.heartbeat();
        return heartbeat != null && !pingUnanswered && !pingWanted && isPast(lastPing, heartbeat.interval());
    }

    /** Whether a drain must be started, which from now on counts as started. */
    private boolean startsDrain() {
        boolean starts = !draining;
        draining = true;
        return starts;
    }

    private void drain() {
        for (int turn = 0; turn < TURN; turn++) {
            OutboundMessage message = null;
            boolean isOver;
            synchronized (lock) {
                boolean ping = pingWanted && state != State.CLOSED;
                pingWanted = false;
                message = ping || state == State.CLOSED ? null : queue.poll();
                isOver = !ping && message == null;
                draining = !isOver;
                writing = !isOver;
                writingSince = now();
            }
            if (isOver) {
                finishClosing();
                return;
            }
            if (message == null) {
                ping();
            } else if (!write(message)) {
                return;
            }
        }
        writes.execute(this::drain);
    }

    /** Expects the answer before it asks, for the answer may be faster than the return from asking. */
    private void ping() {
        synchronized (lock) {
            pingUnanswered = true;
            lastPing = now();
        }
        try {
            writer.ping();
        } catch (IOException | RuntimeException broken) {
            written(broken);
        }
        synchronized (lock) {
            writing = false;
        }
    }

    /** Whether the write is over; if not, its completion resumes the drain. */
    private boolean write(OutboundMessage message) {
        AtomicBoolean first = new AtomicBoolean();
        FrameWriter.Completion completion = failure -> {
            written(failure);
            if (!first.compareAndSet(false, true)) {
                writes.execute(this::drain);
            }
        };
        try {
            writer.write(message, completion);
        } catch (RuntimeException broken) {
            written(broken);
            return true;
        }
        return !first.compareAndSet(false, true);
    }

    private void written(@Nullable Throwable failure) {
        Runnable due;
        synchronized (lock) {
            writing = false;
            OutboundMessage message = queue.taken();
            lastSaid = message == null ? lastSaid : now();
            if (failure == null && message != null) {
                settings.meters().sent();
            }
            if (message != null && message == sample) {
                settings.meters().latency(now() - sampledAt);
                sample = null;
            }
            due = takeWhenLow();
        }
        if (failure != null) {
            log.debug("{} is broken", this, failure);
            giveUp(BROKEN);
        } else if (due != null) {
            writes.execute(due);
        }
    }

    /** Waits for the next tick where the client would not hear of it now, but no longer than closing may take. */
    private void finishClosing() {
        boolean hears = writer.hearsClose();
        synchronized (lock) {
            if (state != State.CLOSING || !hears) {
                return;
            }
            state = State.CLOSED;
        }
        settings.closes().execute(() -> writer.close(reason));
    }

    private void giveUp(CloseReason why) {
        synchronized (lock) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            whenLow = null;
            queue.clear();
        }
        count(why);
        settings.closes().execute(() -> writer.close(why));
    }

    private long now() {
        return settings.ticker().getAsLong();
    }

    private boolean isPast(long since, Duration time) {
        return now() - since > time.toNanos();
    }

    @Override
    public String toString() {
        return peer.transport() + " session " + peer.id() + " of " + peer.remoteAddress();
    }
}
