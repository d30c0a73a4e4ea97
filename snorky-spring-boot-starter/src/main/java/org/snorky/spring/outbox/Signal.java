package org.snorky.spring.outbox;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The news that there is something to do; it stays until somebody has waited for it. Safe for all threads. */
final class Signal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private boolean pending;

    void give() {
        lock.lock();
        try {
            pending = true;
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void await(Duration longest) throws InterruptedException {
        await(longest.toNanos());
    }

    /** @return how much of the time is left */
    long await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!pending && left > 0) {
                left = given.awaitNanos(left);
            }
            pending = false;
            return left;
        } finally {
            lock.unlock();
        }
    }
}
