package org.snorky.server.transport.socket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.CloseReason;

/**
 * Whether a client is still there: it answers pings, and something is said now and then.
 *
 * <p>Moments are nanoseconds of one clock. Any thread may tell what happened; one asks what follows from it.
 */
final class Liveness {

    static final CloseReason SILENT = new CloseReason(1001, "No sign of life");

    private final @Nullable Heartbeat heartbeat;
    private final Duration idleTime;
    private volatile long lastPing;
    private volatile boolean pingUnanswered;
    private volatile long lastSaid;

    /**
     * @param heartbeat null where the transport has its own
     * @param idleTime how long nothing may be said either way; zero where that does not matter
     */
    Liveness(@Nullable Heartbeat heartbeat, Duration idleTime, long now) {
        this.heartbeat = heartbeat;
        this.idleTime = idleTime;
        this.lastPing = now;
        this.lastSaid = now;
    }

    /** The client gave any sign of life. */
    void heard() {
        pingUnanswered = false;
    }

    /** A message went one way or the other. */
    void said(long now) {
        lastSaid = now;
    }

    /** A ping is about to be sent: its answer may be faster than the return from sending it. */
    void asked(long now) {
        lastPing = now;
        pingUnanswered = true;
    }

    /** No ping is due while one is unanswered, so that the answer's time runs from the first. */
    boolean isPingDue(long now) {
        return heartbeat != null && !pingUnanswered && isPast(lastPing, heartbeat.interval(), now);
    }

    /** Why the connection is over, or null. */
    @Nullable CloseReason verdict(long now) {
        if (heartbeat != null && pingUnanswered && isPast(lastPing, heartbeat.timeout(), now)) {
            return SILENT;
        }
        return !idleTime.isZero() && isPast(lastSaid, idleTime, now) ? CloseReason.IDLE : null;
    }

    static boolean isPast(long since, Duration time, long now) {
        return now - since > time.toNanos();
    }
}
