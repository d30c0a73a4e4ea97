package org.snorky.server.store.redis.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The clock of Redis, of which each answer tells: it shows at least what it showed when it answered, and what has passed
 * since. Tied to the epoch, since another master may have another clock. Safe for all threads.
 */
final class RedisTime implements InstantSource {

    /** For how long what was sent before an epoch began may still be arriving. */
    private static final long YOUTH = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier ticker;
    private volatile Reading reading = new Reading(0, 0, 0, 0);

    /** @param ticker nanoseconds from anywhere, never going back */
    RedisTime(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /**
     * What it showed at a tick of ours, or before.
     *
     * @param youngUntil the tick until which the epoch is young
     */
    record Reading(long epoch, long micros, long tick, long youngUntil) {

        /** What it shows at least at another tick. */
        long microsAt(long otherTick) {
            return micros + TimeUnit.NANOSECONDS.toMicros(otherTick - tick);
        }
    }

    /** To be called when an answer has come. */
    synchronized void observe(long epoch, long micros) {
        long now = ticker.getAsLong();
        Reading before = reading;
        long youngUntil = before.epoch() == epoch ? before.youngUntil() : before.epoch() == 0 ? now : now + YOUTH;
        reading = new Reading(epoch, micros, now, youngUntil);
    }

    /** Whether it is just now that the epoch has followed another. */
    boolean isYoung() {
        return ticker.getAsLong() - reading.youngUntil() < 0;
    }

    Reading reading() {
        return reading;
    }

    @Override
    public Instant instant() {
        return instant(reading.microsAt(ticker.getAsLong()));
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }
}
