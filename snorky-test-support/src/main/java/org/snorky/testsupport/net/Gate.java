package org.snorky.testsupport.net;

import java.util.concurrent.TimeUnit;

/** What bytes pass on their way through a cable: open, narrow, or closed. */
final class Gate {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private int bytesPerSecond = UNLIMITED;

    synchronized void open() {
        narrow(UNLIMITED);
    }

    synchronized void close() {
        narrow(0);
    }

    synchronized void narrow(int limit) {
        bytesPerSecond = limit;
        notifyAll();
    }

    /** How many bytes may pass in one piece: so few, where it is narrow, that they do not come in bursts. */
    synchronized int piece(int wanted) {
        return Math.max(1, Math.min(wanted, bytesPerSecond / 8));
    }

    /** Waits until that many bytes may have passed. */
    synchronized void pass(int bytes) throws InterruptedException {
        long start = System.nanoTime();
        for (long left = remaining(bytes, start); left > 0; left = remaining(bytes, start)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Nanoseconds still to wait; long where it is closed, since opening it wakes who waits. */
    private long remaining(int bytes, long start) {
        if (bytesPerSecond == UNLIMITED) {
            return 0;
        }
        if (bytesPerSecond == 0) {
            return TimeUnit.HOURS.toNanos(1);
        }
        return TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond - (System.nanoTime() - start);
    }
}
