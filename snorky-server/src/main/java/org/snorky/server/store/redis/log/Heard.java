package org.snorky.server.store.redis.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.snorky.server.store.redis.link.Place;

/**
 * Up to where the tail has heard, and those who wait for it to hear of more. Safe for all threads; nobody is told under its
 * lock.
 */
final class Heard {

    /** What became of a wait. */
    enum Way {
        /** Everything up to the place was heard of. */
        REACHED,
        /** The tail goes on behind the place, and has not heard of all before it. */
        BROKEN
    }

    private record Wait(Place place, CompletableFuture<Way> end) {}

    private final Queue<Wait> waits = new PriorityQueue<>(Comparator.comparing(Wait::place));
    private Place upTo;

    /** What lies before it, up to here, was not heard of. */
    private Place since;

    Heard(Place start) {
        upTo = start;
        since = start;
    }

    synchronized Place upTo() {
        return upTo;
    }

    /** Completes once the tail is at a place or behind it; to be forgotten by {@link #forget}. */
    synchronized CompletableFuture<Way> await(Place place) {
        if (place.compareTo(since) < 0) {
            return CompletableFuture.completedFuture(Way.BROKEN);
        }
        if (place.compareTo(upTo) <= 0) {
            return CompletableFuture.completedFuture(Way.REACHED);
        }
        CompletableFuture<Way> end = new CompletableFuture<>();
        waits.add(new Wait(place, end));
        return end;
    }

    synchronized void forget(CompletableFuture<Way> wait) {
        waits.removeIf(waiting -> waiting.end() == wait);
    }

    /** All up to here was heard of, by those who listen too. */
    void advance(Place to) {
        end(to, Way.REACHED);
    }

    /** The tail goes on behind this place. */
    void breakAt(Place goesOnBehind) {
        end(goesOnBehind, Way.BROKEN);
    }

    private void end(Place to, Way way) {
        List<Wait> ended = new ArrayList<>(2);
        synchronized (this) {
            upTo = to;
            if (way == Way.BROKEN) {
                since = to;
            }
            for (Wait next = waits.peek(); next != null && next.place().compareTo(to) <= 0; next = waits.peek()) {
                ended.add(waits.remove());
            }
        }
        ended.forEach(wait -> wait.end().complete(wait.place().equals(to) ? Way.REACHED : way));
    }
}
