package org.snorky.server.datasync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.DistantLog;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.datasync.routing.DeltaRouter;
import org.snorky.server.position.Position;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.session.ClientSession;

/**
 * Sessions that wait until they have everything up to a position.
 *
 * <ol>
 *   <li>A wait ends well once everything up to its position that concerns the session's subscriptions is in the session's
 *       queue, and not before; what the session is sent on hearing of that comes behind it.
 *   <li>A wait for a position of another epoch, or for none, fails at once: nobody can tell what lies before it. Of an epoch
 *       that only other processes have heard of yet, a position of a distant log is waited for.
 *   <li>Where the log breaks into another epoch, the waits for positions of the one before fail.
 *   <li>A position that the log has not reached is waited for. Whatever it waits for, a wait fails after a time.
 *   <li>A session has no more than so many waits. One that failed in time counts until it would have ended, for until then
 *       the router remembers it.
 *   <li>A wait ends with its session, and nobody hears of it.
 * </ol>
 *
 * <p>The lock is never held while the router's is taken, or who waits is called. Safe for all threads.
 */
final class PositionWaits {

    private final @Nullable DistantLog distant;
    private final DeltaRouter router;
    private final InstantSource clock;
    private final int maxPerSession;
    private final Duration timeout;

    private final Map<ClientSession, Set<Wait>> bySession = new HashMap<>();
    private final Queue<Wait> ahead = new PriorityQueue<>(Comparator.comparingLong(Wait::offset));
    private final Set<Wait> unanswered = new LinkedHashSet<>();

    /** That of the positions that are waited for. */
    private String epoch;

    /** @param log from which the router has its entries */
    PositionWaits(DeltaLog log, DeltaRouter router, InstantSource clock, int maxPerSession, Duration timeout) {
        this.distant = log instanceof DistantLog far ? far : null;
        this.router = router;
        this.epoch = router.routedUpTo().epoch();
        this.clock = clock;
        this.maxPerSession = maxPerSession;
        this.timeout = timeout;
    }

    private record Wait(
            ClientSession session, Position position, Instant end, CompletableFuture<@Nullable Void> answer) {

        long offset() {
            return position.offset();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /**
     * Begins a wait.
     *
     * @return completes where the last of what was waited for is queued, perhaps under the router's lock
     */
    CompletionStage<@Nullable Void> begin(ClientSession session, String position) {
        Position awaited = Position.parse(position).orElseThrow(PositionLostException::new);
        Wait wait = new Wait(session, awaited, clock.instant().plus(timeout), new CompletableFuture<>());
        advance();
        if (!add(wait)) {
            awaitEpoch(wait);
        }
        advance();
        return wait.answer();
    }

    /** Tells whether it is of the epoch that is routed. */
    private synchronized boolean add(Wait wait) {
        boolean isOfEpoch = wait.position().epoch().equals(epoch);
        if (!isOfEpoch && distant == null) {
            throw new PositionLostException();
        }
        Set<Wait> waits = bySession.computeIfAbsent(wait.session(), first -> new HashSet<>(2));
        if (waits.size() >= maxPerSession) {
            throw new RpcException("Too many waits", ErrorCode.TOO_MANY_WAITS);
        }
        waits.add(wait);
        unanswered.add(wait);
        if (isOfEpoch) {
            ahead.add(wait);
        }
        return isOfEpoch;
    }

    private void awaitEpoch(Wait wait) {
        try {
            Objects.requireNonNull(distant).whenReached(wait.position()).whenComplete((there, lost) -> {
                if (lost != null || !goOn(wait)) {
                    lose(wait);
                } else {
                    advance();
                }
            });
        } catch (PositionLostException ofNoLog) {
            lose(wait);
        }
    }

    /** Once the epoch has come; false where it has gone again, or nobody waits any more. */
    private synchronized boolean goOn(Wait wait) {
        return wait.position().epoch().equals(epoch) && unanswered.contains(wait) && ahead.add(wait);
    }

    /** Hands the waits for what was routed back to the router; to be called when it has come further. */
    void advance() {
        List<Wait> lost;
        List<Wait> reached;
        synchronized (this) {
            Position routed = router.routedUpTo();
            lost = leaveEpoch(routed.epoch());
            reached = reached(routed.offset());
        }
        lost.forEach(this::lose);
        for (Wait wait : reached) {
            router.whenQueued(wait.session(), wait.offset(), () -> arrive(wait));
        }
    }

    private List<Wait> leaveEpoch(String routed) {
        if (routed.equals(epoch)) {
            return List.of();
        }
        epoch = routed;
        List<Wait> left = List.copyOf(ahead);
        ahead.clear();
        return left;
    }

    private List<Wait> reached(long offset) {
        List<Wait> reached = new ArrayList<>(1);
        for (Wait next = ahead.peek(); next != null && next.offset() <= offset; next = ahead.peek()) {
            reached.add(ahead.remove());
        }
        return reached;
    }

    private void lose(Wait wait) {
        forget(wait);
        wait.answer().completeExceptionally(new PositionLostException());
    }

    private void arrive(Wait wait) {
        forget(wait);
        wait.answer().complete(null);
    }

    private synchronized void forget(Wait wait) {
        unanswered.remove(wait);
        Set<Wait> waits = bySession.get(wait.session());
        if (waits != null && waits.remove(wait) && waits.isEmpty()) {
            bySession.remove(wait.session());
        }
    }

    /** Fails the waits whose time is over; to be called about every second. */
    void expire() {
        overdue().forEach(wait -> wait.answer()
                .completeExceptionally(new RpcException("Not there in time", ErrorCode.TIMEOUT)));
    }

    private synchronized List<Wait> overdue() {
        Instant now = clock.instant();
        List<Wait> overdue = new ArrayList<>(0);
        Iterator<Wait> oldest = unanswered.iterator();
        boolean isOver = true;
        while (isOver && oldest.hasNext()) {
            Wait wait = oldest.next();
            isOver = !wait.end().isAfter(now);
            if (isOver) {
                oldest.remove();
                overdue.add(wait);
            }
        }
        overdue.stream().filter(ahead::remove).forEach(this::forget);
        return overdue;
    }

    /** Forgets the waits of a session that is gone. */
    synchronized void disconnected(ClientSession session) {
        Set<Wait> waits = bySession.remove(session);
        if (waits != null) {
            ahead.removeAll(waits);
            unanswered.removeAll(waits);
        }
    }

    /** How many count. */
    synchronized int count() {
        return bySession.values().stream().mapToInt(Set::size).sum();
    }
}
