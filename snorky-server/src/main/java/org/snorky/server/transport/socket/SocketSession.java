package org.snorky.server.transport.socket;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.limit.Limit;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.ExpiringSession;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.session.PacedSession;
import tools.jackson.databind.JsonNode;

/** A client at the end of a socket: who it is, what it is sent ({@link Outflow}), and whether it is there ({@link Liveness}). */
public final class SocketSession implements PacedSession, ExpiringSession {

    private static final Logger log = LoggerFactory.getLogger(SocketSession.class);

    private static final CloseReason BROKEN = new CloseReason(1011, "Connection broken");

    private final Peer peer;
    private final FrameWriter writer;
    private final SocketSettings settings;
    private final Outflow outflow;
    private final Liveness liveness;
    private volatile @Nullable Instant expiresAt;

    SocketSession(Peer peer, WayOut way, SocketSettings settings) {
        this.peer = peer;
        this.writer = way.writer();
        this.settings = settings;
        this.outflow = new Outflow(way, settings, new Sending());
        this.liveness = new Liveness(settings.heartbeat(), settings.idleTime(), now());
        this.expiresAt = peer.identity().expiresAt();
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
        return outflow.isOpen();
    }

    @Override
    public long remainingCapacity() {
        return outflow.remaining();
    }

    @Override
    public void send(OutboundMessage message) {
        closeWhereFull(outflow.take(message, false));
    }

    @Override
    public void sendAll(List<OutboundMessage> messages) {
        closeWhereFull(outflow.takeAll(messages));
    }

    @Override
    public boolean offer(OutboundMessage message) {
        Outflow.Taken taken = outflow.take(message, true);
        closeWhereFull(taken);
        return taken != Outflow.Taken.NOT_NOW;
    }

    private void closeWhereFull(Outflow.Taken taken) {
        if (taken == Outflow.Taken.NO_ROOM) {
            giveUp(settings.memory().isExhausted() ? CloseReason.SERVER_FULL : CloseReason.TOO_SLOW);
        }
    }

    @Override
    public void whenLow(Runnable task) {
        outflow.whenLow(task);
    }

    @Override
    public void close(CloseReason why) {
        if (outflow.end(why)) {
            count(why);
        }
    }

    private void giveUp(CloseReason why) {
        if (outflow.abandon()) {
            count(why);
            settings.closes().execute(() -> writer.close(why));
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
        liveness.heard();
    }

    /** The client sent a message, or a part of one. */
    void spoke() {
        liveness.heard();
        liveness.said(now());
    }

    /** The size of what waits for the client. */
    long queuedBytes() {
        return outflow.bytes();
    }

    /** Closes at once, and forgets what is queued, which is more than the server can keep. */
    void closeForRoom() {
        giveUp(CloseReason.SERVER_FULL);
    }

    /** The connection is gone; what was queued is forgotten. */
    void disconnected() {
        outflow.abandon();
        writer.disconnected();
    }

    /** Finds out what time alone changes: a write or a close that takes too long, a ping that is due or unanswered, an
     * identity that holds no longer. */
    void tick() {
        if (isExpired()) {
            close(CloseReason.TOKEN_EXPIRED);
        }
        long now = now();
        CloseReason over = outflow.verdict(now);
        over = over == null ? liveness.verdict(now) : over;
        if (over != null) {
            giveUp(over);
        } else if (!outflow.isOpen()) {
            outflow.tryEnd();
        } else if (liveness.isPingDue(now)) {
            outflow.ping();
        }
    }

    /** What the way out tells of itself. */
    private final class Sending implements Outflow.Owner {

        @Override
        public void asks(long now) {
            liveness.asked(now);
        }

        @Override
        public void said(long since) {
            liveness.said(since);
        }

        @Override
        public void broken(Throwable failure) {
            log.debug("{} is broken", SocketSession.this, failure);
            giveUp(BROKEN);
        }
    }

    private boolean isExpired() {
        Instant end = expiresAt;
        return end != null && !settings.clock().instant().isBefore(end);
    }

    private long now() {
        return settings.ticker().getAsLong();
    }

    @Override
    public String toString() {
        return peer.transport() + " session " + peer.id() + " of " + peer.remoteAddress();
    }
}
