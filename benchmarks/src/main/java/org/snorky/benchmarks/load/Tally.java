package org.snorky.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What all subscribers of a loop have got.
 *
 * <p>Latency runs from the stamp to when {@code read()} gave the bytes, so it holds the time this client needs to come round to a
 * socket. Stamps of a paced round are the moments planned, so a message sent late counts as late.
 */
final class Tally {

    private static final long LONGEST = 60_000_000_000L;

    private Histogram latency = newHistogram();
    private Histogram late = newHistogram();
    private long now;
    private long delivered;
    private long misplaced;
    private long last;
    private long lastLate;
    private int ready;

    /** The bytes of what comes now were read at this moment. */
    void at(long time) {
        now = time;
    }

    void ready() {
        ready++;
    }

    /** @param since when its subscriber was connected; what was due before comes late for a reason of its own */
    void delivered(long sent, boolean inPlace, long since) {
        delivered++;
        if (!inPlace) {
            misplaced++;
        }
        last = now;
        if (sent < since) {
            lastLate = now;
        }
        (sent < since ? late : latency).recordValue(Math.min(LONGEST, Math.max(0, now - sent)));
    }

    /** How many subscribers have become ready. */
    int readyCount() {
        return ready;
    }

    long deliveredCount() {
        return delivered;
    }

    /** Messages that came twice, or before or after their turn. */
    long misplacedCount() {
        return misplaced;
    }

    /** When the last message came. */
    long lastDelivery() {
        return last;
    }

    Histogram latency() {
        return latency;
    }

    Histogram late() {
        return late;
    }

    /** When the last of those came that were due before their subscriber was connected. */
    long lastLate() {
        return lastLate;
    }

    /** When the bytes of what comes now were read. */
    long now() {
        return now;
    }

    void reset(long time) {
        latency = newHistogram();
        late = newHistogram();
        delivered = 0;
        misplaced = 0;
        last = time;
        lastLate = time;
    }

    private static Histogram newHistogram() {
        return new Histogram(1000, LONGEST, 3);
    }
}
