package org.snorky.server.datasync.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Row;
import org.snorky.server.datasync.subscription.ItemKey;
import org.snorky.server.position.Position;

/**
 * Some deltas next to each other in the log, each encoded when first wanted, and as what items see them.
 *
 * <p>Safe for all threads, without a lock: what two want at the same moment each of them may make.
 */
final class Stretch {

    static final int LENGTH = 64;

    /** Items whose views are kept; those of more clients' own queries nobody would share. */
    private static final int VIEWS = 32;

    private static final int OVERHEAD = 120;

    private final String epoch;
    private final long number;
    private final RowKeys keys;
    private final AtomicLong total;
    private final @Nullable EncodedDelta[] deltas = new @Nullable EncodedDelta[LENGTH];
    private final Map<ItemKey, View> views = new ConcurrentHashMap<>(2);
    private long bytes;
    private boolean isForgotten;

    /** @param total the estimated bytes of all stretches */
    Stretch(Position within, RowKeys keys, AtomicLong total) {
        this.epoch = within.epoch();
        this.number = within.offset() / LENGTH;
        this.keys = keys;
        this.total = total;
    }

    boolean has(Position position) {
        return position.offset() / LENGTH == number && position.epoch().equals(epoch);
    }

    private static int place(Position position) {
        return (int) (position.offset() % LENGTH);
    }

    /** A delta that lies in it. */
    EncodedDelta encoded(Delta delta, Position position) {
        EncodedDelta known = deltas[place(position)];
        if (known == null) {
            known = new EncodedDelta(delta, position, keys, this::keep);
            deltas[place(position)] = known;
            keep(OVERHEAD + sizeOf(Form.before(delta)) + sizeOf(Form.after(delta)));
        }
        return known;
    }

    /** The log may forget a row that is still kept here. */
    private static long sizeOf(@Nullable Row row) {
        return row == null ? 0 : OVERHEAD + row.utf8().length;
    }

    View view(ItemKey item) {
        View known = views.get(item);
        if (known == null) {
            known = new View();
            if (views.size() < VIEWS) {
                views.put(item, known);
                keep(OVERHEAD + LENGTH);
            }
        }
        return known;
    }

    /** As what one item sees the deltas. */
    static final class View {

        private static final byte UNSEEN = 1;
        private static final byte FIRST_FORM = 2;
        private static final Form[] FORMS = Form.values();

        private final byte[] found = new byte[LENGTH];

        /** As what the item sees a delta that lies in the stretch, or null where it does not. */
        @Nullable Form formOf(RoutedItem item, Delta delta, Position position) {
            byte known = found[place(position)];
            if (known == 0) {
                Form form = item.formOf(delta);
                known = (byte) (form == null ? UNSEEN : FIRST_FORM + form.ordinal());
                found[place(position)] = known;
            }
            return known == UNSEEN ? null : FORMS[known - FIRST_FORM];
        }
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
