package org.snorky.spring.publish;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Pauses that double with each failure and can be cut short; a random part of each, so that applications spread. */
public final class Backoff {

    private static final long SHORTLY = Duration.ofMillis(50).toNanos();

    private final long first;
    private final long longest;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private int failures;
    private boolean awake;

    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
        this.random = random;
    }

    /** Waits after a failure, longer after each. */
    public void pause() throws InterruptedException {
        failures++;
        long ceiling = Math.min(longest, first << Math.min(failures - 1, 20));
        pauseFor(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }

    /** Waits for a moment. */
    public void pauseShortly() throws InterruptedException {
        pauseFor(SHORTLY);
    }

    /** Ends a row of failures. */
    public void reset() {
        failures = 0;
    }

    /** Ends a pause that is under way. */
    public void wake() {
        lock.lock();
        try {
            awake = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pauseFor(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0 && !awake) {
                left = woken.awaitNanos(left);
            }
            awake = false;
        } finally {
            lock.unlock();
        }
    }
}
