package org.snorky.spring.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.Change;

/**
 * Committed changes on their way to the server, in order, bounded by count and bytes.
 *
 * <p>What no longer fits is dropped whole, and in its place, behind all that is queued, stands the wish that clients fetch
 * its models again, which always fits; what is already queued stays, so that the order of the rest holds. {@link #offer}
 * never blocks. Safe for all threads.
 */
public final class DeltaQueue implements OutgoingChanges {

    private static final int MAX_MERGED = 10_000;
    private static final Logger log = LoggerFactory.getLogger(DeltaQueue.class);

    private final int maxDeltas;
    private final long maxBytes;
    private final StaleModels staleModels;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<CommittedChanges> waiting = new ArrayDeque<>();
    private int beingSent;
    private int deltas;
    private long bytes;
    private long dropped;
    private boolean overflowing;
    private boolean closed;

    public DeltaQueue(int maxDeltas, long maxBytes, StaleModels staleModels) {
        this.maxDeltas = maxDeltas;
        this.maxBytes = maxBytes;
        this.staleModels = staleModels;
    }

    void offer(CommittedChanges changes) {
        if (changes.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            if (closed || !fits(changes)) {
                drop(changes);
            } else {
                add(changes);
                overflowing = false;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Puts in at the end, whether or not it fits, what makes clients fetch again. */
    void invalidate(CommittedChanges changes) {
        lock.lock();
        try {
            substitute(changes.asInvalidations());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(CommittedChanges changes) {
        return deltas + changes.deltas() <= maxDeltas && bytes + changes.bytes() <= maxBytes;
    }

    private void add(CommittedChanges changes) {
        waiting.add(changes);
        deltas += changes.deltas();
        bytes += changes.bytes();
    }

    /** Merges with the end of the queue if that is of the same kind and not being sent: there are never many in a row. */
    private void substitute(CommittedChanges invalidations) {
        CommittedChanges last = waiting.size() > beingSent ? waiting.peekLast() : null;
        if (last == null || !last.onlyInvalidates()) {
            add(invalidations);
            return;
        }
        Set<Change> merged = new LinkedHashSet<>(last.changes());
        merged.addAll(invalidations.changes());
        if (merged.size() > Math.max(MAX_MERGED, last.changes().size())) {
            log.error("Too much is to be fetched again; clients may show stale rows of {}", invalidations.changes());
            staleModels.add("(several)", "too many lists were to be fetched again while the server was away");
            return;
        }
        waiting.removeLast();
        bytes -= last.bytes();
        add(CommittedChanges.of(List.copyOf(merged)));
    }

    private void drop(CommittedChanges changes) {
        dropped += changes.deltas();
        if (changes.watch() != null) {
            changes.watch().lost();
        }
        if (!overflowing) {
            overflowing = true;
            log.warn(
                    "{}: dropping deltas of {} ({} deltas with {} bytes are waiting)",
                    closed ? "The application is shutting down" : "The queue to the Snorky server is full",
                    changes.models(),
                    deltas,
                    bytes);
        }
        String reason =
                closed ? "changed after the application began to shut down" : "the queue to the server was full";
        changes.models().forEach(model -> staleModels.add(model, reason));
        substitute(changes.asInvalidations());
    }

    /**
     * Waits for something to send, and gives as much as goes into one batch, leaving it in the queue.
     *
     * @return nothing if the time is up, or the queue is closed and empty
     */
    List<CommittedChanges> awaitHead(int maxBatchDeltas, long maxBatchBytes, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (waiting.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            List<CommittedChanges> head = head(maxBatchDeltas, maxBatchBytes);
            beingSent = head.size();
            return head;
        } finally {
            lock.unlock();
        }
    }

    private List<CommittedChanges> head(int maxBatchDeltas, long maxBatchBytes) {
        List<CommittedChanges> head = new ArrayList<>();
        long size = 0;
        int count = 0;
        for (CommittedChanges changes : waiting) {
            count += changes.changes().size();
            size += changes.bytes();
            if (!head.isEmpty() && (count > maxBatchDeltas || size > maxBatchBytes)) {
                break;
            }
            head.add(changes);
        }
        return head;
    }

    /** Takes off the first elements that {@link #awaitHead} gave. */
    void removeHead(int count) {
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                CommittedChanges changes = waiting.remove();
                deltas -= changes.deltas();
                bytes -= changes.bytes();
            }
            beingSent = Math.max(0, beingSent - count);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitEmpty(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!waiting.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void open() {
        closed(false);
    }

    /** Refuses more; what is queued can still be taken. */
    void close() {
        closed(true);
    }

    private void closed(boolean value) {
        lock.lock();
        try {
            closed = value;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long maxBytes() {
        return maxBytes;
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    public int size() {
        lock.lock();
        try {
            return deltas;
        } finally {
            lock.unlock();
        }
    }

    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** How many deltas did not fit. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
