package org.snorky.server.datasync.routing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.snorky.server.position.Position;

/**
 * Deltas that replays have read lately: of the clients that were cut off together, the first encodes what all have missed.
 *
 * <p>Beyond the bound, the stretches of the log that nobody has read for longest go first; a stretch that nobody reads any
 * more goes with the second {@link #forgetUnread}. Safe for all threads.
 */
final class Stretches {

    private static final class Kept {
        private final Stretch stretch;
        private boolean isRead = true;

        Kept(Stretch stretch) {
            this.stretch = stretch;
        }
    }

    private final RowKeys keys;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<Long, Kept> lastReadLast = new LinkedHashMap<>(16, 0.75f, true);

    /** @param maxBytes estimated, of rows and messages; the stretch in use may lie beyond */
    Stretches(RowKeys keys, long maxBytes, MeterRegistry meters) {
        this.keys = keys;
        this.maxBytes = maxBytes;
        Gauge.builder("snorky.datasync.replay.bytes", bytes, AtomicLong::get)
                .description("Estimated size of the deltas that are kept encoded for clients that resume")
                .baseUnit("bytes")
                .register(meters);
    }

    /** The stretch in which a position lies. */
    synchronized Stretch at(Position position) {
        Kept found = lastReadLast.compute(
                position.offset() / Stretch.LENGTH,
                (number, known) -> known != null && known.stretch.has(position) ? known : instead(known, position));
        found.isRead = true;
        makeRoom();
        return found.stretch;
    }

    private Kept instead(@Nullable Kept ofOtherEpoch, Position position) {
        if (ofOtherEpoch != null) {
            ofOtherEpoch.stretch.forget();
        }
        return new Kept(new Stretch(position, keys, bytes));
    }

    private void makeRoom() {
        Iterator<Kept> oldestFirst = lastReadLast.values().iterator();
        for (int others = lastReadLast.size() - 1; others > 0 && bytes.get() > maxBytes; others--) {
            oldestFirst.next().stretch.forget();
            oldestFirst.remove();
        }
    }

    /** Forgets what was not read since the call before. */
    synchronized void forgetUnread() {
        lastReadLast.values().removeIf(kept -> {
            boolean goes = !kept.isRead;
            kept.isRead = false;
            if (goes) {
                kept.stretch.forget();
            }
            return goes;
        });
    }

    /** Estimated bytes of rows and messages. */
    long bytes() {
        return bytes.get();
    }
}
