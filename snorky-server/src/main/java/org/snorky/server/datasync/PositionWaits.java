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
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.datasync.log.DeltaLog;
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
 *   <li>A wait for a position of another epoch, or for none, fails at once: nobody can tell what lies before it.
 *   <li>A position that the log has not reached is waited for. Whatever it waits for, a wait fails after a time.
 *   <li>A session has no more than so many waits. One that failed in time counts until it would have ended, for until then
 *       the router remembers it.
 *   <li>A wait ends with its session, and nobody hears of it.
 * </ol>
 *
 * <p>The lock is never held while the router, or who waits, is called. Safe for all threads.
 */
final class PositionWaits {

    private final DeltaLog log;
    private final DeltaRouter router;
    private final InstantSource clock;
    private final int maxPerSession;
    private final Duration timeout;

    private final Map<ClientSession, Set<Wait>> bySession = new HashMap<>();
    private final Queue<Wait> ahead = new PriorityQueue<>(Comparator.comparingLong(Wait::offset));
    private final Set<Wait> unanswered = new LinkedHashSet<>();

    PositionWaits(DeltaLog log, DeltaRouter router, InstantSource clock, int maxPerSession, Duration timeout) {
        this.log = log;
        this.router = router;
        this.clock = clock;
        this.maxPerSession = maxPerSession;
        this.timeout = timeout;
    }

    private record Wait(ClientSession session, long offset, Instant end, CompletableFuture<@Nullable Void> answer) {

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
        Position awaited = Position.parse(position)
                .filter(parsed -> parsed.epoch().equals(log.head().epoch()))
                .orElseThrow(PositionLostException::new);
        Wait wait = new Wait(session, awaited.offset(), clock.instant().plus(timeout), new CompletableFuture<>());
        add(wait);
        advance(log.head().offset());
        return wait.answer();
    }

    private synchronized void add(Wait wait) {
        Set<Wait> waits = bySession.computeIfAbsent(wait.session(), first -> new HashSet<>(2));
        if (waits.size() >= maxPerSession) {
            throw new RpcException("Too many waits", ErrorCode.TOO_MANY_WAITS);
        }
        waits.add(wait);
        ahead.add(wait);
        unanswered.add(wait);
    }

    /** Hands the waits for what the log has reached to the router; to be called when it has grown. */
    void advance(long head) {
        for (Wait wait : reached(head)) {
            router.whenQueued(wait.session(), wait.offset(), () -> arrive(wait));
        }
    }

    private synchronized List<Wait> reached(long head) {
        List<Wait> reached = new ArrayList<>(1);
        for (Wait next = ahead.peek(); next != null && next.offset() <= head; next = ahead.peek()) {
            reached.add(ahead.remove());
        }
        return reached;
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
