package org.snorky.server.datasync.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.Withdrawal;
import org.snorky.server.datasync.index.FilterCounts;
import org.snorky.server.datasync.index.FilterIndex;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.DistantLog;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.position.Position;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;

/**
 * Brings what is appended to the log to the subscriptions it concerns.
 *
 * <ol>
 *   <li>An attachment gets every delta after the position it was attached from that its items show, in the order of the
 *       log, each once for each item, until it is detached.
 *   <li>While its session is slow, and in a replay that would be too long, it gets what the deltas of a row come to in place of
 *       the deltas; and if even that is too much, it is detached and the {@link EndListener} hears of it.
 *   <li>{@link #attach} is all or nothing: it fails before the session is sent anything.
 *   <li>When {@link #attach} gives a position, all deltas up to it are in the session's queue.
 *   <li>An attachment is never carried across an invalidation that concerns it. One that can resume is detached at the
 *       invalidation's place among the deltas; one that is still being attached fails, as does every later one from a
 *       position before it. One that cannot resume stays, since its client would not understand.
 *   <li>An attachment is never carried across a withdrawal that means it, whether it can resume or not: it is detached in that
 *       place, or fails to be attached from before it.
 *   <li>Where the log breaks, all attachments are detached in that place, and none is attached from a position before it.
 *   <li>A position that a message carries is one up to which its attachment has everything.
 * </ol>
 *
 * <p>One lock orders routing, attaching and detaching; under it, messages are encoded and queued, and nothing waits: not for
 * a slow session either, of which a delta costs no more than one that goes to a queue. Most of a replay happens before the
 * lock is taken: slice by slice it reads up to the head of the log, and only what came meanwhile is read under the lock.
 * What several replays read they share ({@link Stretches}). Safe for all threads.
 */
public final class DeltaRouter {

    private static final int SLICE = 256;

    /** What is left to be read under the lock, if replaying gains on publishing at all. */
    private static final int REST = 8;

    private static final long REPLAY_BYTES = 16 << 20;

    private final DeltaLog log;
    private final Map<String, FilterIndex<Attachment>> indexes = new HashMap<>();
    private final Holders holders = new Holders();
    private final EndListener endings;
    private final RowKeys keys;
    private final Outlets outlets;
    private final Stretches stretches;
    private final Counter routed;

    /** Only of a log that breaks and has withdrawals. */
    private final @Nullable Bearers bearers;

    /** Of the log's epoch as far as it was routed: the log itself may be ahead, and in another. */
    private volatile Position routedUpTo;

    private volatile Runnable progress = () -> {};

    public DeltaRouter(DeltaLog log, RowKeys keys, BacklogBounds bounds, EndListener endings, MeterRegistry meters) {
        this.log = log;
        this.keys = keys;
        this.endings = endings;
        this.outlets = new Outlets(bounds, meters);
        this.stretches = new Stretches(keys, REPLAY_BYTES, meters);
        this.routed = meters.counter("snorky.datasync.deltas.routed");
        this.bearers = log instanceof DistantLog ? new Bearers() : null;
        synchronized (this) {
            if (log instanceof DistantLog distant) {
                distant.breaks(this::broken);
            }
            log.tail(this::appended);
            this.routedUpTo = log.head();
        }
    }

    /**
     * Has a listener hear whenever {@link #routedUpTo} has changed, after the lock is given back; there is one, set before the
     * first append.
     */
    public void onProgress(Runnable listener) {
        progress = listener;
    }

    /** Behind what was routed last. */
    public Position routedUpTo() {
        return routedUpTo;
    }

    /** Whether everything up to a position was routed; not where it is of another epoch. */
    public boolean hasRouted(Position position) {
        Position routedTo = routedUpTo;
        return position.epoch().equals(routedTo.epoch()) && position.offset() <= routedTo.offset();
    }

    private void appended(List<LogEntry> entries) {
        List<Attachment> ended = route(entries);
        progress.run();
        if (!ended.isEmpty()) {
            endings.ended(ended);
        }
    }

    private void broken(Position goesOnBehind) {
        List<Attachment> ended = detachAll(goesOnBehind);
        progress.run();
        if (!ended.isEmpty()) {
            endings.ended(ended);
        }
    }

    private synchronized List<Attachment> detachAll(Position goesOnBehind) {
        List<Attachment> all = bearers().all();
        end(all, EndListener.Reason.LOG_LOST, false);
        routedUpTo = goesOnBehind;
        return all;
    }

    private Bearers bearers() {
        return Objects.requireNonNull(bearers, "Only a distant log breaks or has withdrawals");
    }

    private synchronized List<Attachment> route(List<LogEntry> entries) {
        List<Attachment> ended = new ArrayList<>(0);
        int delivered = 0;
        for (LogEntry entry : entries) {
            if (entry.change() instanceof Delta delta) {
                delivered += route(delta, entry.position());
                ended.addAll(end(outlets.relieve(), EndListener.Reason.TOO_SLOW, false));
            } else if (entry.change() instanceof Withdrawal withdrawal) {
                ended.addAll(end(
                        meantBy(withdrawal, entry.offset()),
                        EndListener.Reason.of(withdrawal.cause()),
                        withdrawal.empty()));
            } else {
                ended.addAll(end(
                        concernedBy((Invalidation) entry.change(), entry.offset()),
                        EndListener.Reason.INVALIDATED,
                        false));
            }
            routedUpTo = entry.position();
        }
        routed.increment(entries.size());
        outlets.delivered(delivered);
        return ended;
    }

    private List<Attachment> meantBy(Withdrawal withdrawal, long offset) {
        List<Attachment> meant = withdrawal.which() instanceof Revocation.OfItem of
                ? holders.of(of.item())
                : bearers().meantBy(withdrawal.which());
        return meant.stream()
                .filter(attachment -> attachment.beganBefore(offset))
                .toList();
    }

    /** A session that cannot resume would not understand that it must fetch anew, so it keeps its subscription. */
    private List<Attachment> concernedBy(Invalidation invalidation, long offset) {
        return holders.concernedBy(invalidation).stream()
                .filter(attachment -> attachment.isResumable() && attachment.beganBefore(offset))
                .toList();
    }

    /** What waits for an attachment's deltas hears after the listener that they have ended. */
    private List<Attachment> end(List<Attachment> attachments, EndListener.Reason reason, boolean empty) {
        attachments.forEach(attachment -> detach(attachment, () -> endings.detached(attachment, reason, empty)));
        return attachments;
    }

    /** Gives how many messages this made at once. */
    private int route(Delta delta, Position position) {
        FilterIndex<Attachment> index = indexes.get(delta.model());
        if (index == null) {
            return 0;
        }
        Delivery delivery = new Delivery(new EncodedDelta(delta, position, keys));
        index.match(Form.rowBefore(delta), Form.rowAfter(delta), delivery);
        return delivery.finish();
    }

    /**
     * Replays what followed a position, then attaches.
     *
     * @return the position up to which the session now has everything
     * @throws PositionLostException if the log cannot tell everything that followed, or it would not fit into half of the
     *     session's queue
     * @throws org.snorky.protocol.ProtocolException with code {@code no_such_subscription} if it was withdrawn meanwhile
     */
    public Position attach(Attachment attachment, Position from) {
        Replay replay = new Replay(attachment, stretches, attachment.session().remainingCapacity() / 2);
        Position reached = readWithoutLock(replay, from);
        synchronized (this) {
            Position end = upTo(reached);
            int rest = (int) (end.offset() - reached.offset());
            log.readAfter(reached, rest + 1).stream().limit(rest).forEach(replay::add);
            replay.settle();
            outlets.delivered(replay.send());
            attachment.start(outlets.add(attachment), end.offset());
            attachment.hold(attachment.items().stream()
                    .map(item -> hold(attachment, item))
                    .toList());
            if (bearers != null) {
                bearers.add(attachment);
            }
            return end;
        }
    }

    /** Up to where everything has been routed, or the given position where that is ahead of it. */
    private Position upTo(Position position) {
        return behind(position) > 0 ? routedUpTo : position;
    }

    /**
     * How far a position is behind what was routed. One of another epoch is lost, even where the log has come to that epoch:
     * what was routed of the one before would be taken for it.
     */
    private long behind(Position position) {
        Position routedTo = routedUpTo;
        if (!position.epoch().equals(routedTo.epoch())) {
            throw new PositionLostException();
        }
        return routedTo.offset() - position.offset();
    }

    /** What has come while it was read is read on, as long as this makes it less, so that little is left for the lock. */
    private Position readWithoutLock(Replay replay, Position from) {
        Position reached = from;
        long before = Long.MAX_VALUE;
        long behind = behind(reached);
        while (behind > SLICE || (behind > REST && behind <= before / 2)) {
            long upTo = reached.offset() + behind;
            while (reached.offset() < upTo) {
                List<LogEntry> slice = log.readAfter(reached, (int) Math.min(SLICE, upTo - reached.offset()));
                slice.forEach(replay::add);
                reached = slice.get(slice.size() - 1).position();
            }
            replay.settle();
            before = behind;
            behind = behind(reached);
        }
        return reached;
    }

    /** Forgets, of what is kept encoded for replays, that which was not read since the call before. */
    public void forgetUnread() {
        stretches.forgetUnread();
    }

    private Holding hold(Attachment attachment, RoutedItem item) {
        FilterIndex<Attachment> index = indexes.computeIfAbsent(item.model(), model -> new FilterIndex<>());
        return holders.add(attachment, item, index.add(item.filter(), attachment));
    }

    private void release(Holding holding) {
        holders.remove(holding);
        indexes.computeIfPresent(holding.held().model(), (model, index) -> {
            index.remove(holding.entry());
            return index.isEmpty() ? null : index;
        });
    }

    /**
     * Ends delivery; deltas that were routed before may still be in the session's queue.
     *
     * @param together done under the router's lock, so that nothing is routed between the two
     */
    public synchronized void detach(Attachment attachment, Runnable together) {
        attachment.release().forEach(this::release);
        Outlet outlet = attachment.detach();
        if (outlet != null) {
            if (bearers != null) {
                bearers.remove(attachment);
            }
            outlets.remove(attachment, outlet);
        }
        together.run();
        if (outlet != null) {
            outlet.runDueWaits();
        }
    }

    /**
     * Queues for a session that can resume the position up to which it has everything, unless it knows.
     *
     * @param attachments of one session
     */
    public synchronized void tellPosition(List<Attachment> attachments, Function<Position, OutboundMessage> message) {
        if (attachments.isEmpty()) {
            return;
        }
        ClientSession session = attachments.get(0).session();
        Outlet outlet = outlets.find(session);
        long routedTo = routedUpTo.offset();
        long queuedUpTo = outlet == null ? routedTo : outlet.queuedUpTo(routedTo);
        boolean isNews = false;
        for (Attachment attachment : attachments) {
            isNews |= attachment.tell(queuedUpTo);
        }
        if (isNews) {
            session.send(message.apply(new Position(routedUpTo.epoch(), queuedUpTo)));
        }
    }

    /** How many filters there are, by model. */
    public synchronized Map<String, FilterCounts> filterCounts() {
        Map<String, FilterCounts> counts = new TreeMap<>();
        indexes.forEach((model, index) -> counts.put(model, index.counts()));
        return counts;
    }

    /** Estimated bytes of the rows that wait for slow sessions. */
    public long backlogBytes() {
        return outlets.bytes();
    }

    /**
     * Runs a task once a session's queue has got everything up to a position that concerns it, which may be now. The task
     * must be quick: it may run under the router's lock. Of a session that has lost its attachments it runs, too.
     *
     * @param offset not past what was routed
     */
    public synchronized void whenQueued(ClientSession session, long offset, Runnable task) {
        Outlet outlet = outlets.find(session);
        if (outlet == null) {
            task.run();
        } else {
            outlet.whenQueued(offset, task);
        }
    }
}
