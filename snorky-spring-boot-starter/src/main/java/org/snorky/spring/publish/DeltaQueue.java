package org.snorky.spring.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Committed changes on their way to the server, in order, bounded by count and bytes.
 *
 * <p>What no longer fits is dropped whole and its models are stale from then on; what is already queued stays, so that
 * the order of the rest holds. {@link #offer} never blocks. Safe for all threads.
 */
public final class DeltaQueue {

    private static final Logger log = LoggerFactory.getLogger(DeltaQueue.class);

    private final int maxDeltas;
    private final long maxBytes;
    private final StaleModels staleModels;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<CommittedChanges> waiting = new ArrayDeque<>();
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
        changes.staleModels().forEach(model -> staleModels.add(model, "a transaction changed more than can be told"));
        if (changes.deltas().isEmpty() && changes.staleModels().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            if (closed || !fits(changes)) {
                drop(changes);
            } else {
                waiting.add(changes);
                deltas += changes.deltas().size();
                bytes += changes.bytes();
                overflowing = false;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(CommittedChanges changes) {
        return deltas + changes.deltas().size() <= maxDeltas && bytes + changes.bytes() <= maxBytes;
    }

    private void drop(CommittedChanges changes) {
        dropped += changes.deltas().size();
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
            return head(maxBatchDeltas, maxBatchBytes);
        } finally {
            lock.unlock();
        }
    }

    private List<CommittedChanges> head(int maxBatchDeltas, long maxBatchBytes) {
        List<CommittedChanges> head = new ArrayList<>();
        long size = 0;
        int count = 0;
        for (CommittedChanges changes : waiting) {
            count += changes.deltas().size();
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
                deltas -= changes.deltas().size();
                bytes -= changes.bytes();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is left, or the time is up. */
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
