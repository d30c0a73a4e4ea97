package org.snorky.server.transport.socket;

import java.time.Duration;

/**
 * How far a client may fall behind: from the high mark on it is spared what can wait, and beyond the bounds its connection is
 * given up.
 *
 * @param messages count of messages that wait for it; half of it is a high mark, too
 * @param bytes sum of their sizes; one message alone may be longer
 * @param highMark of bytes; the low mark is half of it
 * @param sendTime how long the client may take nothing
 * @param closeTime how long a connection that is to close may take for what is queued
 */
public record OutboundLimits(int messages, long bytes, long highMark, Duration sendTime, Duration closeTime) {

    /** What a client takes at least within the send time if it takes anything at all. */
    private static final int CHUNK = 64 * 1024;

    private static final int UNDER_PRESSURE = 16;

    /**
     * How long a write may take. A container tells of a write's end only, so a long one has a multiple of the time: a client
     * at the end of a thin line that takes it bit by bit is slow, and not dead.
     */
    Duration timeFor(long size) {
        return sendTime.multipliedBy(1 + size / CHUNK);
    }

    boolean isHigh(int queued, long queuedBytes) {
        return queuedBytes >= highMark || queued >= highCount();
    }

    boolean isLow(int queued, long queuedBytes) {
        return queuedBytes <= highMark / 2 && queued <= highCount() / 2;
    }

    /** Where all clients together have much waiting, a sixteenth of the mark is high. */
    boolean isHighUnderPressure(long queuedBytes) {
        return queuedBytes >= Math.max(1, highMark / UNDER_PRESSURE);
    }

    /** Below what is high, so that whoever waits for it finds room. */
    boolean isLowUnderPressure(long queuedBytes) {
        return queuedBytes < Math.max(1, highMark / UNDER_PRESSURE / 2);
    }

    private int highCount() {
        return Math.max(1, messages / 2);
    }
}
