package org.snorky.server.datasync.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.ClientSession;

/**
 * The outlets of all sessions that hold attachments, and what their backlogs take together.
 *
 * <p>Used under the router's lock, except for what outlets tell it of what leaves.
 */
final class Outlets {

    /** Once the bound of all is passed, room is made for a while, for finding the largest takes a look at all. */
    private static final int ROOM_MADE = 8;

    private record Load(Attachment attachment, Outlet outlet, long bytes) {}

    private final Map<ClientSession, Outlet> bySession = new HashMap<>();
    private final Set<Outlet> overfull = new LinkedHashSet<>();
    private final BacklogBounds bounds;
    private final AtomicLong bytes = new AtomicLong();
    private final Counter delivered;
    private final Counter coalesced;

    Outlets(BacklogBounds bounds, MeterRegistry meters) {
        this.bounds = bounds;
        this.delivered = meters.counter("snorky.datasync.deltas.delivered");
        this.coalesced = Counter.builder("snorky.datasync.deltas.coalesced")
                .description("Deltas that became part of another one that waited for a slow client")
                .register(meters);
        Gauge.builder("snorky.datasync.backlog.bytes", bytes, AtomicLong::get)
                .description("Estimated size of the rows that wait for slow clients")
                .baseUnit("bytes")
                .register(meters);
    }

    Outlet add(Attachment attachment) {
        Outlet outlet = bySession.computeIfAbsent(attachment.session(), session -> new Outlet(session, this));
        outlet.add();
        return outlet;
    }

    /** What waited for the outlet may be due after that. */
    void remove(Attachment attachment, Outlet outlet) {
        if (outlet.remove(attachment)) {
            bySession.remove(attachment.session());
            overfull.remove(outlet);
        }
    }

    @Nullable Outlet find(ClientSession session) {
        return bySession.get(session);
    }

    BacklogBounds bounds() {
        return bounds;
    }

    /** Estimated bytes in all backlogs. */
    long bytes() {
        return bytes.get();
    }

    void bytesChanged(long difference) {
        bytes.addAndGet(difference);
    }

    void delivered(int messages) {
        delivered.increment(messages);
    }

    void coalesced() {
        coalesced.increment();
    }

    void overfull(Outlet outlet) {
        overfull.add(outlet);
    }

    /** Forgets what lies beyond the bounds, the largest first, and gives the attachments that it was for. */
    List<Attachment> relieve() {
        if (overfull.isEmpty() && bytes.get() <= bounds.ofAll()) {
            return List.of();
        }
        List<Attachment> relieved = new ArrayList<>();
        for (Outlet outlet : overfull) {
            while (outlet.isOverfull()) {
                relieved.add(drop(loads(outlet).get(0)));
            }
        }
        overfull.clear();
        if (bytes.get() > bounds.ofAll()) {
            for (Load load : loads(bySession.values().toArray(new Outlet[0]))) {
                if (bytes.get() <= bounds.ofAll() - bounds.ofAll() / ROOM_MADE) {
                    break;
                }
                relieved.add(drop(load));
            }
        }
        return relieved;
    }

    private static List<Load> loads(Outlet... outlets) {
        List<Load> loads = new ArrayList<>();
        for (Outlet outlet : outlets) {
            outlet.bytesByAttachment().forEach((attachment, size) -> loads.add(new Load(attachment, outlet, size)));
        }
        loads.sort(Comparator.comparingLong(Load::bytes).reversed());
        return loads;
    }

    private static Attachment drop(Load load) {
        load.outlet().drop(load.attachment());
        return load.attachment();
    }
}
