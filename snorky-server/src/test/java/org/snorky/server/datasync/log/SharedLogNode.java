package org.snorky.server.datasync.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.server.position.Position;

/** One process's view of a {@link SharedLog}, which tests can make late, cut off, or rob of answers. */
public final class SharedLogNode implements DistantLog {

    private record Arrival(Position position, CompletableFuture<Position> told) {}

    private final SharedLog shared;
    private final Object tailing = new Object();
    private final List<LogEntry> entries = new ArrayList<>();
    private final Set<String> lostEpochs = new HashSet<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private Position start;
    private Position head;
    private Position heard;
    private volatile Tail tail = ignored -> {};
    private volatile BreakListener breaks = ignored -> {};
    private volatile boolean late;
    private volatile boolean cut;
    private volatile boolean answersLost;

    SharedLogNode(SharedLog shared) {
        this.shared = shared;
        this.start = shared.start();
        this.head = start;
        this.heard = start;
        follow();
    }

    /** Hears of nothing that others append, until it appends itself or is not late any more. */
    public void late(boolean isLate) {
        late = isLate;
        follow();
    }

    /** Hears of nothing and can append nothing. */
    public void cut(boolean isCut) {
        cut = isCut;
        follow();
    }

    /** Appends without hearing whether it has. */
    public void answersLost(boolean areLost) {
        answersLost = areLost;
    }

    @Override
    public Position append(@Nullable String batchId, List<Change> changes) {
        if (cut) {
            throw UnavailableException.undone("Cut off");
        }
        Position end = shared.append(batchId, changes);
        synchronized (tailing) {
            followOn();
        }
        if (answersLost) {
            throw UnavailableException.unknown("No answer");
        }
        return end;
    }

    void follow() {
        if (!late && !cut) {
            synchronized (tailing) {
                followOn();
            }
        }
    }

    private void followOn() {
        while (!head().equals(shared.head())) {
            List<LogEntry> batch = shared.behind(head());
            if (batch == null) {
                breakOff(shared.start());
            } else {
                take(batch);
                tail.appended(batch);
            }
            arrive();
        }
    }

    private void breakOff(Position goesOnBehind) {
        synchronized (entries) {
            if (!goesOnBehind.epoch().equals(head.epoch())) {
                lostEpochs.add(head.epoch());
            }
            entries.clear();
            start = goesOnBehind;
            head = goesOnBehind;
        }
        breaks.broken(goesOnBehind);
    }

    private void take(List<LogEntry> batch) {
        synchronized (entries) {
            entries.addAll(batch);
            head = batch.get(batch.size() - 1).position();
        }
    }

    private void arrive() {
        List<Arrival> due = new ArrayList<>();
        synchronized (entries) {
            heard = head;
            for (Iterator<Arrival> all = arrivals.iterator(); all.hasNext(); ) {
                Arrival arrival = all.next();
                if (isLost(arrival.position()) || hasHeardOf(arrival.position())) {
                    due.add(arrival);
                    all.remove();
                }
            }
        }
        due.forEach(this::tell);
    }

    private void tell(Arrival arrival) {
        boolean there;
        synchronized (entries) {
            there = hasHeardOf(arrival.position());
        }
        if (there) {
            arrival.told().complete(arrival.position());
        } else {
            arrival.told().completeExceptionally(new PositionLostException());
        }
    }

    private boolean hasHeardOf(Position position) {
        return position.epoch().equals(heard.epoch()) && position.offset() <= heard.offset();
    }

    private boolean isLost(Position position) {
        return lostEpochs.contains(position.epoch());
    }

    /** Fails what waits for positions, as happens after a time. */
    public void expireArrivals() {
        List<Arrival> due;
        synchronized (entries) {
            due = List.copyOf(arrivals);
            arrivals.clear();
        }
        due.forEach(arrival -> arrival.told().completeExceptionally(new PositionLostException()));
    }

    @Override
    public CompletionStage<Position> whenReached(Position position) {
        CompletableFuture<Position> told = new CompletableFuture<>();
        synchronized (entries) {
            if (!isLost(position) && !hasHeardOf(position)) {
                arrivals.add(new Arrival(position, told));
                return told;
            }
        }
        tell(new Arrival(position, told));
        return told;
    }

    @Override
    public List<LogEntry> readAfter(Position position, int limit) {
        synchronized (entries) {
            if (!position.epoch().equals(head.epoch())
                    || position.offset() > head.offset()
                    || position.offset() < start.offset()) {
                throw new PositionLostException();
            }
            int from = (int) (position.offset() - start.offset());
            return List.copyOf(entries.subList(from, Math.min(entries.size(), from + limit)));
        }
    }

    @Override
    public Position head() {
        synchronized (entries) {
            return head;
        }
    }

    @Override
    public void tail(Tail listener) {
        tail = listener;
    }

    @Override
    public void breaks(BreakListener listener) {
        breaks = listener;
    }

    @Override
    public @Nullable String trouble() {
        return cut ? "Cut off" : null;
    }
}
