package org.snorky.server.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much one connection has sent of late, held to its rates by token buckets.
 *
 * <p>The buckets are made when they are first needed: a connection that only listens has none. Used by one thread at a time.
 */
public final class RateLimiter {

    /** What becomes of a message. */
    public enum Verdict {
        TAKEN,
        /** Above a rate, and to be told so. */
        REFUSED,
        /** So often above a rate that the connection is to be closed. */
        FLOOD
    }

    /** Buckets fill by no more than a token in a nanosecond, which nobody reaches. */
    private static final long FASTEST = 1_000_000_000;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Rates rates;
    private final Refusals refusals;
    private final LongSupplier ticker;
    private @Nullable Bucket messages;
    private @Nullable Bucket bytes;
    private @Nullable Bucket refused;

    /** @param ticker nanoseconds from some moment on */
    public RateLimiter(Rates rates, Refusals refusals, LongSupplier ticker) {
        this.rates = rates;
        this.refusals = refusals;
        this.ticker = ticker;
    }

    /** Decides about a message of so many bytes. */
    public Verdict take(int size) {
        if (rates.messages() > 0) {
            if (messages == null) {
                messages = bucket(rates.messageBurst(), rates.messages(), SECOND);
            }
            if (!messages.tryConsume(1)) {
                return refuse(Limit.MESSAGE_RATE);
            }
        }
        if (rates.bytes() > 0 && size > 0) {
            if (bytes == null) {
                bytes = bucket(rates.byteBurst(), rates.bytes(), SECOND);
            }
            if (!bytes.tryConsume(size)) {
                return refuse(Limit.BYTE_RATE);
            }
        }
        return Verdict.TAKEN;
    }

    private Verdict refuse(Limit limit) {
        refusals.count(limit);
        if (refused == null) {
            refused = bucket(rates.refused(), rates.refused(), MINUTE);
        }
        if (refused.tryConsume(1)) {
            return Verdict.REFUSED;
        }
        refusals.count(Limit.FLOOD);
        return Verdict.FLOOD;
    }

    private Bucket bucket(long burst, long rate, Duration time) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(Math.min(rate, FASTEST), time))
                .withCustomTimePrecision(new Ticks(ticker, ticker.getAsLong()))
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    /** Counted from an origin of their own, since buckets compare and do not subtract. */
    private record Ticks(LongSupplier ticker, long origin) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return ticker.getAsLong() - origin;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
