package org.snorky.server.datasync.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.datasync.log.Position;
import org.snorky.server.session.OutboundMessage;

/**
 * Brings what is appended to the log to the subscriptions it concerns.
 *
 * <ol>
 *   <li>An attachment gets every delta after the position it was attached from that its items show, in the order of the
 *       log, each once for each item, until it is detached.
 *   <li>{@link #attach} is all or nothing: it fails before the session is sent anything.
 *   <li>When {@link #attach} gives a position, all deltas up to it are in the session's queue.
 *   <li>An attachment is never carried across an invalidation that concerns it. One that can resume is detached at the
 *       invalidation's place among the deltas; one that is still being attached fails, as does every later one from a
 *       position before it. One that cannot resume stays, since its client would not understand.
 * </ol>
 *
 * <p>One lock orders routing, attaching and detaching; under it, messages are encoded and queued, and nothing waits. Most
 * of a replay happens before the lock is taken: slice by slice it reads up to the head of the log, and only what came
 * meanwhile is read under the lock. Safe for all threads.
 */
public final class DeltaRouter {

    private static final int SLICE = 256;

    private final DeltaLog log;
    private final Map<String, FilterIndex<Attachment>> indexes = new HashMap<>();
    private final Holders holders = new Holders();
    private final InvalidationListener invalidations;
    private final Counter routed;
    private final Counter delivered;
    private volatile long routedUpTo;

    public DeltaRouter(DeltaLog log, InvalidationListener invalidations, MeterRegistry meters) {
        this.log = log;
        this.invalidations = invalidations;
        this.routed = meters.counter("snorky.datasync.deltas.routed");
        this.delivered = meters.counter("snorky.datasync.deltas.delivered");
        this.routedUpTo = log.head().offset();
        log.tail(this::appended);
    }

    private void appended(List<LogEntry> entries) {
        List<Attachment> ended = route(entries);
        if (!ended.isEmpty()) {
            invalidations.ended(ended);
        }
    }

    private synchronized List<Attachment> route(List<LogEntry> entries) {
        List<Attachment> ended = new ArrayList<>(0);
        for (LogEntry entry : entries) {
            if (entry.change() instanceof Delta delta) {
                route(delta, entry);
            } else {
                ended.addAll(end((Invalidation) entry.change(), entry.offset()));
            }
            routedUpTo = entry.offset();
        }
        routed.increment(entries.size());
        return ended;
    }

    private List<Attachment> end(Invalidation invalidation, long offset) {
        List<Attachment> ended = holders.concernedBy(invalidation).stream()
                .filter(attachment -> attachment.isInvalidatedAt(offset))
                .toList();
        ended.forEach(attachment -> {
            attachment.detach();
            invalidations.detached(attachment);
        });
        return ended;
    }

    private void route(Delta delta, LogEntry entry) {
        FilterIndex<Attachment> index = indexes.get(delta.model());
        if (index != null) {
            EncodedDelta encoded = new EncodedDelta(delta, entry.position());
            index.match(delta, (attachment, form) -> {
                if (attachment.deliver(encoded, form, entry.offset())) {
                    delivered.increment();
                }
            });
        }
    }

    /**
     * Replays what followed a position, then attaches.
     *
     * @param stillWanted asked under the router's lock; where it says no, nothing is sent or attached
     * @return the position up to which the session now has everything, or null where it is no longer wanted
     * @throws org.snorky.server.datasync.log.PositionLostException if the log cannot tell everything that followed, or it
     *     would not fit into half of the session's queue
     */
    public @Nullable Position attach(Attachment attachment, Position from, BooleanSupplier stillWanted) {
        Replay replay = new Replay(attachment, attachment.session().remainingCapacity() / 2);
        Position reached = readWithoutLock(replay, from);
        synchronized (this) {
            if (!stillWanted.getAsBoolean()) {
                return null;
            }
            Position end = upTo(reached);
            log.readAfter(reached, (int) (end.offset() - reached.offset()) + 1).stream()
                    .limit(end.offset() - reached.offset())
                    .forEach(replay::add);
            delivered.increment(replay.send());
            attachment.startAfter(end.offset());
            attachment.items().forEach(item -> index(attachment, item));
            hold(attachment);
            return end;
        }
    }

    /** Up to where everything has been routed, or the given position where that is ahead of it. */
    private Position upTo(Position position) {
        return new Position(position.epoch(), Math.max(position.offset(), routedUpTo));
    }

    private Position readWithoutLock(Replay replay, Position from) {
        Position reached = from;
        while (routedUpTo - reached.offset() > SLICE) {
            List<LogEntry> slice = log.readAfter(reached, SLICE);
            slice.forEach(replay::add);
            reached = slice.get(slice.size() - 1).position();
        }
        return reached;
    }

    private void index(Attachment attachment, RoutedItem item) {
        FilterIndex<Attachment> index = indexes.computeIfAbsent(item.model(), model -> new FilterIndex<>());
        FilterIndex.Entry<Attachment> entry = index.add(item.filter(), attachment);
        attachment.onDetach(() -> {
            index.remove(entry);
            if (index.isEmpty()) {
                indexes.remove(item.model(), index);
            }
        });
    }

    /** A session that cannot resume would not understand that it must fetch anew, so it keeps its subscription. */
    private void hold(Attachment attachment) {
        if (attachment.isResumable()) {
            holders.add(attachment);
            attachment.onDetach(() -> holders.remove(attachment));
        }
    }

    /**
     * Ends delivery; deltas that were routed before may still be in the session's queue.
     *
     * @param together done under the router's lock, so that nothing is routed between the two
     */
    public synchronized void detach(Attachment attachment, Runnable together) {
        attachment.detach();
        together.run();
    }

    /**
     * Queues for a session that can resume the position up to which it has everything, unless it knows.
     *
     * @param attachments of one session
     */
    public synchronized void tellPosition(List<Attachment> attachments, Function<Position, OutboundMessage> message) {
        boolean isNews = false;
        for (Attachment attachment : attachments) {
            isNews |= attachment.tell(routedUpTo);
        }
        if (isNews) {
            Position position = new Position(log.head().epoch(), routedUpTo);
            attachments.get(0).session().send(message.apply(position));
        }
    }
}
