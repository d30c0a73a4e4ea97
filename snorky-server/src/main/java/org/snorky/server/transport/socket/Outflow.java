package org.snorky.server.transport.socket;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;

/**
 * What one session sends, until it closes: a bounded queue, and the turns in which it goes to the {@link FrameWriter}.
 *
 * <ol>
 *   <li>At most one turn waits or runs at a time, and at most one write is under way. A turn comes when a message comes to
 *       an idle session, and another when a write has ended and more waits; nothing is put off by a timer.
 *   <li>A turn writes once: all that waits, up to a bound. Then the other sessions have theirs.
 *   <li>While a write waits for the client, the session has no turn and holds no thread.
 *   <li>What was queued before {@link #end} is written before the close; after {@link #abandon} nothing is.
 * </ol>
 *
 * One lock guards the state and is never held while calling out. Safe for all threads.
 */
final class Outflow implements Runnable, FrameWriter.Completion {

    /** What one write carries at most; it costs much the same for 200 bytes and for this. */
    private static final int TURN_BYTES = 32 * 1024;

    private static final int TURN_MESSAGES = 128;

    /** What waits for a session whose turn others may go before. */
    private static final int LONG_TURN_BYTES = 8 * 1024;

    private enum State {
        OPEN,
        ENDING,
        ENDED
    }

    /** What became of a message. */
    enum Taken {
        /** It is queued, or forgotten because the session is closed. */
        YES,
        /** The queue is above its high mark, and the message can wait. */
        NOT_NOW,
        /** There is no room for it. */
        NO_ROOM
    }

    /** The session's other parts, as far as sending concerns them. Called without a lock held. */
    interface Owner {

        /** A ping is about to be sent. */
        void asks(long now);

        /** Messages were sent, beginning at some moment. */
        void said(long since);

        /** No more can be sent. */
        void broken(Throwable failure);
    }

    private final WayOut way;
    private final SocketSettings settings;
    private final Owner owner;

    /** Its monitor is the lock. */
    private final OutboundQueue queue;

    private @Nullable LatencySample sample;
    private int untilSample = LatencySample.EVERY;

    private State state = State.OPEN;
    private @Nullable CloseReason reason;
    private long endingSince;
    private boolean hasTurn;
    private boolean writing;
    private long writingSince;
    private boolean pingWanted;
    private @Nullable Runnable whenLow;

    Outflow(WayOut way, SocketSettings settings, Owner owner) {
        this.way = way;
        this.settings = settings;
        this.owner = owner;
        this.queue = new OutboundQueue(settings.limits(), settings.memory());
    }

    boolean isOpen() {
        synchronized (queue) {
            return state == State.OPEN;
        }
    }

    long remaining() {
        synchronized (queue) {
            return state == State.OPEN ? queue.remaining() : 0;
        }
    }

    /** The size of what waits for the client. */
    long bytes() {
        synchronized (queue) {
            return queue.bytes();
        }
    }

    Taken take(OutboundMessage message, boolean canWait) {
        boolean isLong;
        synchronized (queue) {
            if (state != State.OPEN) {
                return Taken.YES;
            }
            if (canWait && queue.isHigh()) {
                return Taken.NOT_NOW;
            }
            if (!queue.offer(message)) {
                return Taken.NO_ROOM;
            }
            if (sample == null && --untilSample == 0) {
                untilSample = LatencySample.EVERY;
                sample = new LatencySample(message, now());
            }
            if (!needsTurn()) {
                return Taken.YES;
            }
            isLong = isLong();
        }
        way.turns().take(this, isLong);
        return Taken.YES;
    }

    /** Takes messages that cannot wait, with none of others between; where there is no room for all, the first are taken. */
    Taken takeAll(List<OutboundMessage> messages) {
        boolean isLong;
        Taken taken = Taken.YES;
        synchronized (queue) {
            if (state != State.OPEN) {
                return Taken.YES;
            }
            for (int i = 0; taken == Taken.YES && i < messages.size(); i++) {
                taken = queue.offer(messages.get(i)) ? Taken.YES : Taken.NO_ROOM;
            }
            if (queue.isEmpty() || !needsTurn()) {
                return taken;
            }
            isLong = isLong();
        }
        way.turns().take(this, isLong);
        return taken;
    }

    /** Runs a task once the queue is low, at the session's turns; the last one given. */
    void whenLow(Runnable task) {
        Runnable due;
        synchronized (queue) {
            whenLow = state == State.OPEN ? task : null;
            due = takeWhenLow();
        }
        if (due != null) {
            way.turns().take(due, false);
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

    /** Sends a ping once what is under way has gone. */
    void ping() {
        startTurn(true);
    }

    /** Closes once what is queued has been sent; false if the session is closed or closing already. */
    boolean end(CloseReason why) {
        synchronized (queue) {
            if (state != State.OPEN) {
                return false;
            }
            state = State.ENDING;
            reason = why;
            whenLow = null;
            endingSince = now();
        }
        startTurn(false);
        return true;
    }

    /** Tries again to close a session which could not be told; its time runs all the same. */
    void tryEnd() {
        boolean isEnding;
        synchronized (queue) {
            isEnding = state == State.ENDING;
        }
        if (isEnding) {
            startTurn(false);
        }
    }

    /** Forgets what is queued, and sends nothing more; false if it does so already. */
    boolean abandon() {
        synchronized (queue) {
            if (state == State.ENDED) {
                return false;
            }
            state = State.ENDED;
            whenLow = null;
            queue.clear();
            return true;
        }
    }

    /** Why the connection has to be given up, or null: the client takes nothing, or closing takes too long. */
    @Nullable CloseReason verdict(long now) {
        synchronized (queue) {
            if (state == State.ENDED) {
                return null;
            }
            if (writing && Liveness.isPast(writingSince, settings.limits().timeFor(queue.inFlightBytes()), now)) {
                return CloseReason.TOO_SLOW;
            }
            boolean isOver = state == State.ENDING
                    && Liveness.isPast(endingSince, settings.limits().closeTime(), now);
            return isOver ? reason : null;
        }
    }

    private void startTurn(boolean withPing) {
        boolean isLong;
        synchronized (queue) {
            if (state == State.ENDED) {
                return;
            }
            pingWanted |= withPing;
            if (!needsTurn()) {
                return;
            }
            isLong = isLong();
        }
        way.turns().take(this, isLong);
    }

    /** Whether a turn must be asked for, which from now on counts as asked for. */
    private boolean needsTurn() {
        boolean needs = !hasTurn;
        hasTurn = true;
        return needs;
    }

    private boolean isLong() {
        return queue.bytes() > LONG_TURN_BYTES;
    }

    @Override
    public void run() {
        List<OutboundMessage> messages = List.of();
        boolean ping;
        long now = now();
        synchronized (queue) {
            ping = pingWanted && state != State.ENDED;
            pingWanted = false;
            if (!ping && state != State.ENDED) {
                messages = queue.poll(TURN_MESSAGES, TURN_BYTES);
            }
            writing = ping || !messages.isEmpty();
            hasTurn = writing;
            writingSince = now;
        }
        try {
            if (ping) {
                owner.asks(now);
                way.writer().ping(this);
            } else if (messages.isEmpty()) {
                close();
            } else {
                way.writer().write(messages, this);
            }
        } catch (RuntimeException broken) {
            done(broken);
        }
    }

    /** Ends a write; the second end of one has no effect. */
    @Override
    public void done(@Nullable Throwable failure) {
        Runnable due;
        boolean goesOn;
        boolean isLong;
        long since;
        int sent;
        LatencySample measured = null;
        synchronized (queue) {
            if (!writing) {
                return;
            }
            writing = false;
            since = writingSince;
            List<OutboundMessage> gone = queue.taken();
            sent = gone.size();
            if (sample != null && sample.isIn(gone)) {
                measured = sample;
                sample = null;
            }
            goesOn = state == State.ENDING || (state == State.OPEN && (pingWanted || !queue.isEmpty()));
            hasTurn = goesOn;
            isLong = isLong();
            due = takeWhenLow();
        }
        if (measured != null) {
            settings.meters().latency(now() - measured.since());
        }
        if (failure != null) {
            owner.broken(failure);
        } else if (sent > 0) {
            settings.meters().sent(sent);
            owner.said(since);
        }
        if (due != null) {
            way.turns().take(due, false);
        }
        if (goesOn) {
            way.turns().take(this, isLong);
        }
    }

    /** Waits for the next tick where the client would not hear of it now, but no longer than closing may take. */
    private void close() {
        boolean hears = way.writer().hearsClose();
        CloseReason why;
        synchronized (queue) {
            why = reason;
            if (state != State.ENDING || !hears || why == null) {
                return;
            }
            state = State.ENDED;
        }
        settings.closes().execute(() -> way.writer().close(why));
    }

    private long now() {
        return settings.ticker().getAsLong();
    }
}
