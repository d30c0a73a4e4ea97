package org.snorky.server.store.redis.presence;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Until when, on Redis' clock, a command may be done whose caller waits for so long and no longer. Safe for all threads. */
final class LatestTime {

    private final long timeoutMicros;
    private final LongSupplier nanos;
    private volatile Heard last = new Heard(0, 0);

    private record Heard(long micros, long nanos) {}

    /** @param nanos as {@link System#nanoTime} */
    LatestTime(Duration timeout, LongSupplier nanos) {
        this.timeoutMicros = TimeUnit.NANOSECONDS.toMicros(timeout.toNanos());
        this.nanos = nanos;
    }

    /** @param micros Redis' time in an answer that has come just now; it was not later there when the answer was made */
    void heard(long micros) {
        last = new Heard(micros, nanos.getAsLong());
    }

    /** In microseconds; 0, which stands for any time, before Redis was heard. */
    String ofNow() {
        Heard heard = last;
        return heard.micros == 0
                ? "0"
                : Long.toString(
                        heard.micros + TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong() - heard.nanos) + timeoutMicros);
    }
}
