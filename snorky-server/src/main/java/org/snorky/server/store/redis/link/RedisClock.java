package org.snorky.server.store.redis.link;

import java.util.function.LongSupplier;

/**
 * The time at Redis, as far as a node can know it: what an answer told, and what has passed here since the answer came.
 *
 * <p>It is never ahead of Redis' clock unless that is set back, so a deadline made of it is over at Redis when it is over
 * here. Safe for all threads.
 */
public final class RedisClock {

    private record Reading(long micros, long nanos) {}

    private final LongSupplier nanos;
    private volatile Reading last = new Reading(0, 0);

    RedisClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param micros Redis' time that an answer brought which has come just now */
    public void heard(long micros) {
        last = new Reading(micros, nanos.getAsLong());
    }

    /** Redis' time in microseconds at least; before the first answer 0. */
    public long micros() {
        Reading reading = last;
        return reading.micros == 0 ? 0 : reading.micros + (nanos.getAsLong() - reading.nanos) / 1000;
    }
}
