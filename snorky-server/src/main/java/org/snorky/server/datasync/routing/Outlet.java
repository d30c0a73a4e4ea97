package org.snorky.server.datasync.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.session.PacedSession;

/**
 * The way of deltas out to one session: into its queue, or, while that is above its mark, into a backlog.
 *
 * <ol>
 *   <li>Deltas go to the queue as long as it takes them. From the first one that it does not take they go to the backlog,
 *       until that is empty again, so none overtakes another one of its row.
 *   <li>When the queue has fallen to its low mark, the backlog leaves for it, in turns, on a thread that writes. What leaves is
 *       encoded without a lock, so that the router never waits for it.
 *   <li>Once an attachment is dropped, nothing of it goes to the queue any more.
 * </ol>
 *
 * <p>{@link #deliver} is called by one thread at a time, the rest by any. One lock guards the backlog; it is taken inside the
 * router's and before the session's.
 */
final class Outlet {

    /** Changes that leave before other sessions get the thread. */
    private static final int TURN = 64;

    private record Wait(long offset, Runnable task) {}

    private final ClientSession session;
    private final @Nullable PacedSession paced;
    private final Outlets all;
    private final RowChanges backlog = new RowChanges();
    private final Queue<Wait> waits = new PriorityQueue<>(Comparator.comparingLong(Wait::offset));
    private int attachments;
    private @Nullable RowChange leaving;

    /** Whether deltas go to the backlog. Only {@link #deliver} begins that, so when it reads false that stays. */
    private volatile boolean holding;

    Outlet(ClientSession session, Outlets all) {
        this.session = session;
        this.paced = session instanceof PacedSession pacedSession ? pacedSession : null;
        this.all = all;
    }

    /** Counts one more attachment. */
    synchronized void add() {
        attachments++;
    }

    /** Forgets what is kept for an attachment. */
    synchronized void drop(Attachment attachment) {
        long before = backlog.bytes();
        backlog.remove(attachment);
        all.bytesChanged(backlog.bytes() - before);
        if (leaving != null && leaving.attachment() == attachment) {
            leaving = null;
        }
    }

    /** Whether that was the last attachment. */
    synchronized boolean remove(Attachment attachment) {
        drop(attachment);
        return --attachments == 0;
    }

    /**
     * Takes a delta.
     *
     * @param forms as what the attachment's items see it
     * @return whether it went to the queue
     */
    boolean deliver(Attachment attachment, EncodedDelta delta, List<Form> forms) {
        boolean queued = !holding
                && (forms.size() == 1
                        ? offer(delta.message(forms.get(0), attachment.tag()))
                        : offerAll(delta.messages(forms, attachment.tag())));
        if (!queued) {
            hold(attachment, delta, Form.ofAll(forms));
        }
        return queued;
    }

    /** All or none: the few after the first find room above the mark. */
    private boolean offerAll(List<OutboundMessage> messages) {
        boolean taken = offer(messages.get(0));
        if (taken) {
            messages.subList(1, messages.size()).forEach(session::send);
        }
        return taken;
    }

    private boolean offer(OutboundMessage message) {
        if (paced != null) {
            return paced.offer(message);
        }
        session.send(message);
        return true;
    }

    /** A session that closes would forget what it is given; its clients resume from what they have. */
    private synchronized void hold(Attachment attachment, EncodedDelta delta, Form form) {
        if (!session.isOpen()) {
            return;
        }
        long before = backlog.bytes();
        if (backlog.add(attachment, delta, form)) {
            all.coalesced();
        }
        all.bytesChanged(backlog.bytes() - before);
        if (isOverfull()) {
            all.overfull(this);
        }
        if (!holding) {
            holding = true;
            awaitRoom();
        }
    }

    private void awaitRoom() {
        if (paced != null) {
            paced.whenLow(this::leave);
        }
    }

    synchronized boolean isOverfull() {
        return backlog.bytes() > all.bounds().ofSession() && backlog.count() > 1;
    }

    private void leave() {
        boolean empty = false;
        boolean taken = true;
        for (int turn = 0; turn < TURN && taken && !empty; turn++) {
            RowChange next = next();
            empty = next == null;
            taken = next != null && send(next, next.encode());
        }
        runDueWaits();
        if (!empty) {
            awaitRoom();
        }
    }

    /** What leaves next; where there is nothing, the holding ends. */
    private synchronized @Nullable RowChange next() {
        if (leaving == null) {
            long before = backlog.bytes();
            leaving = backlog.poll();
            all.bytesChanged(backlog.bytes() - before);
        }
        holding = leaving != null;
        return leaving;
    }

    /** Whether there may be room for more. */
    private synchronized boolean send(RowChange change, OutboundMessage message) {
        if (leaving != change) {
            return true;
        }
        boolean taken = offer(message);
        if (taken) {
            leaving = null;
            all.delivered(1);
        }
        return taken;
    }

    /** Up to which offset the session's queue has got everything, given up to where everything has been routed. */
    synchronized long queuedUpTo(long routedUpTo) {
        RowChange oldest = leaving == null ? backlog.first() : leaving;
        return oldest == null ? routedUpTo : Math.min(routedUpTo, oldest.first().offset() - 1);
    }

    /** Runs a task once the queue has got everything up to an offset, which has been routed. */
    void whenQueued(long offset, Runnable task) {
        synchronized (this) {
            waits.add(new Wait(offset, task));
        }
        runDueWaits();
    }

    void runDueWaits() {
        List<Wait> due = new ArrayList<>();
        synchronized (this) {
            long queued = queuedUpTo(Long.MAX_VALUE);
            while (!waits.isEmpty() && waits.element().offset() <= queued) {
                due.add(waits.remove());
            }
        }
        due.forEach(wait -> wait.task().run());
    }

    /** Estimated bytes in the backlog. */
    synchronized long bytes() {
        return backlog.bytes();
    }

    /** The estimated bytes in the backlog, by attachment. */
    synchronized Map<Attachment, Long> bytesByAttachment() {
        return backlog.bytesByAttachment();
    }
}
