package org.snorky.benchmarks.measure;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How late a thread of this process is that does nothing but wake up: what anybody waits here for a processor, and for this process's
 * own collector, whatever the server does.
 *
 * <p>After Gil Tene's jHiccup. Latency that the same process measures holds it at least twice, once to send and once to read.
 */
public final class Hiccups implements AutoCloseable {

    private static final long PERIOD = Duration.ofMillis(1).toNanos();
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private final Histogram late = new Histogram(1000, LONGEST, 3);
    private final Thread thread = new Thread(this::watch, "hiccups");
    private volatile boolean over;

    /** Begins to watch. */
    public Hiccups() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        long due = System.nanoTime() + PERIOD;
        while (!over) {
            long now = System.nanoTime();
            if (now < due) {
                LockSupport.parkNanos(due - now);
            } else {
                // Each waking that was missed was late as well.
                for (; due <= now; due += PERIOD) {
                    late.recordValue(Math.min(LONGEST, now - due));
                }
            }
        }
    }

    /** A percentile of how late the thread was, in milliseconds; ends the watch. */
    public double millis(double percentile) throws InterruptedException {
        close();
        thread.join();
        return late.getValueAtPercentile(percentile) / 1e6;
    }

    @Override
    public void close() {
        over = true;
    }
}
