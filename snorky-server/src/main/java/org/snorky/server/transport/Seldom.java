package org.snorky.server.transport;

import java.util.function.LongSupplier;

/** Lets something be said once a minute, however often it happens. Safe for all threads. */
public final class Seldom {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final LongSupplier ticker;
    private boolean said;
    private long saidAt;

    /** @param ticker nanoseconds from some moment on */
    public Seldom(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** Whether it may be said now, which then counts as said. */
    public synchronized boolean isDue() {
        long now = ticker.getAsLong();
        boolean due = !said || now - saidAt > MINUTE_NANOS;
        if (due) {
            said = true;
            saidAt = now;
        }
        return due;
    }
}
