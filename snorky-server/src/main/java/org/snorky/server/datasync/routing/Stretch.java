package org.snorky.server.datasync.routing;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.server.datasync.log.RowSize;
import org.snorky.server.position.Position;
import tools.jackson.databind.JsonNode;

/** Some deltas next to each other in the log, each encoded when first wanted. Safe for all threads. */
final class Stretch {

    static final int LENGTH = 64;

    private static final int OVERHEAD = 120;

    private final long number;
    private final RowKeys keys;
    private final AtomicLong total;
    private final @Nullable EncodedDelta[] deltas = new @Nullable EncodedDelta[LENGTH];
    private long bytes;
    private boolean isForgotten;

    /**
     * @param number offsets divided by the length
     * @param total the estimated bytes of all stretches
     */
    Stretch(long number, RowKeys keys, AtomicLong total) {
        this.number = number;
        this.keys = keys;
        this.total = total;
    }

    /** Whether an offset lies in it. */
    boolean has(long offset) {
        return offset / LENGTH == number;
    }

    /** A delta whose offset lies in it. */
    EncodedDelta encoded(Delta delta, Position position) {
        int place = (int) (position.offset() % LENGTH);
        EncodedDelta known = deltas[place];
        if (known == null || !known.position().equals(position)) {
            known = new EncodedDelta(delta, position, keys, this::keep);
            deltas[place] = known;
            keep(sizeOf(delta));
        }
        return known;
    }

    /** The log may forget a row that is still kept here. */
    private static long sizeOf(Delta delta) {
        JsonNode before = Form.rowBefore(delta);
        JsonNode after = Form.rowAfter(delta);
        return OVERHEAD + (before == null ? 0 : RowSize.of(before)) + (after == null ? 0 : RowSize.of(after));
    }

    private synchronized void keep(long more) {
        if (!isForgotten) {
            bytes += more;
            total.addAndGet(more);
        }
    }

    /** No longer counts. */
    synchronized void forget() {
        isForgotten = true;
        total.addAndGet(-bytes);
    }
}
