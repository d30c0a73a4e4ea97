package org.snorky.benchmarks.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What came of publishing for a while.
 *
 * @param subscribers how many should have got each message
 * @param published messages
 * @param delivered messages that came, each subscriber's counted
 * @param misplaced those of them that came twice, or out of turn
 * @param closed connections that were lost
 * @param elapsed from the first message to the last delivery
 * @param latency nanoseconds from when a message was due to when it was read, of those that came to subscribers who were there
 * @param late the same of messages that were due while their subscriber was away
 * @param lastLate when the last of those came, by {@link System#nanoTime}; when the round began if there were none
 * @param comebacks of subscribers who had lost their connection
 * @param reads calls of {@code read()} that gave something
 * @param frames WebSocket frames that the messages came in
 * @param clientCpu CPU time of this whole process meanwhile
 */
public record Round(
        int subscribers,
        long published,
        long delivered,
        long misplaced,
        int closed,
        Duration elapsed,
        Histogram latency,
        Histogram late,
        long lastLate,
        long comebacks,
        long reads,
        long frames,
        Duration clientCpu) {

    /** Whether every subscriber got every message once and in order; anything else is no result. */
    public boolean isWhole() {
        return closed == 0 && misplaced == 0 && delivered == published * subscribers;
    }

    /** Deliveries in a second. */
    public double perSecond() {
        return delivered / seconds();
    }

    public double seconds() {
        return elapsed.toNanos() / 1e9;
    }

    /** A percentile of the latency, in milliseconds. */
    public double latencyMillis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }
}
