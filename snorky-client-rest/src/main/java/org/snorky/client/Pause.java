package org.snorky.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wait between two attempts; a port, so that tests need not wait and callers can be woken. */
@FunctionalInterface
public interface Pause {

    /** @throws InterruptedException if waiting is no longer wanted; the request then fails */
    void waitFor(Duration time) throws InterruptedException;

    /** Blocks the calling thread. */
    @SuppressWarnings("ReturnValueIgnored") // nothing ever counts down: this is a wait
    static Pause blocking() {
        return time -> {
            boolean woken = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
            assert !woken;
        };
    }
}
