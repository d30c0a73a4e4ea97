package org.snorky.server.limit;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much one connection has sent of late, held to its rates by leaky buckets.
 *
 * <p>Each is one number: what has been sent and has not leaked yet, at the rate, since (the "continuous-state leaky bucket" of
 * ITU-T I.371, annex A). Every connection has one of these for as long as it lasts, so they are numbers and no objects. Used
 * by one thread at a time.
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

    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    private static final double MINUTE = Duration.ofMinutes(1).toNanos();

    private final Rates rates;
    private final Refusals refusals;
    private final LongSupplier ticker;
    private double messages;
    private double bytes;
    private double refused;
    private long now;

    /** @param ticker nanoseconds from some moment on */
    public RateLimiter(Rates rates, Refusals refusals, LongSupplier ticker) {
        this.rates = rates;
        this.refusals = refusals;
        this.ticker = ticker;
        this.now = ticker.getAsLong();
    }

    /** Decides about a message of so many bytes. */
    public Verdict take(int size) {
        leak();
        if (rates.messages() > 0) {
            if (messages + 1 > rates.messageBurst()) {
                return refuse(Limit.MESSAGE_RATE);
            }
            messages++;
        }
        if (rates.bytes() > 0) {
            if (bytes + size > rates.byteBurst()) {
                return refuse(Limit.BYTE_RATE);
            }
            bytes += size;
        }
        return Verdict.TAKEN;
    }

    private void leak() {
        long before = now;
        now = ticker.getAsLong();
        double passed = now - before;
        messages = left(messages, passed * rates.messages() / SECOND);
        bytes = left(bytes, passed * rates.bytes() / SECOND);
        refused = left(refused, passed * rates.refused() / MINUTE);
    }

    private static double left(double level, double leaked) {
        return Math.max(0, level - leaked);
    }

    private Verdict refuse(Limit limit) {
        refusals.count(limit);
        if (refused + 1 <= rates.refused()) {
            refused++;
            return Verdict.REFUSED;
        }
        refusals.count(Limit.FLOOD);
        return Verdict.FLOOD;
    }
}
