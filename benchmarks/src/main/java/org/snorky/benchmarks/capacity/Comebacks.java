package org.snorky.benchmarks.capacity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The clients that are on their way back: how many come when. */
final class Comebacks {

    /** The bounds of the browser client's delays, drawn from zero to a bound that doubles. */
    private static final double FIRST_BOUND = 1;

    private static final double LAST_BOUND = 30;
    private static final int LAST_TRY = 5;

    /**
     * Some clients.
     *
     * @param lost when they lost what they followed, in seconds
     * @param connected whether they still are, and only have to acquire it again
     * @param tries that have failed
     */
    record Clients(double count, double lost, boolean connected, int tries) {

        Clients part(double part) {
            return new Clients(part, lost, connected, tries);
        }

        /** Beyond the longest delay it makes no difference how often. */
        private Clients triedInVain() {
            return new Clients(count, lost, connected, Math.min(tries + 1, LAST_TRY));
        }

        /** The clients of two groups as one, as if all had been away for as long as they have on average. */
        private Clients and(Clients others) {
            double sum = count + others.count;
            double away = sum == 0 ? lost : (count * lost + others.count * others.lost) / sum;
            return new Clients(sum, away, connected, tries);
        }

        private int kind() {
            return connected ? -1 : tries;
        }
    }

    private final double tick;
    private final Map<Long, Map<Integer, Clients>> byTick = new HashMap<>();
    private double underWay;

    /** @param tick seconds */
    Comebacks(double tick) {
        this.tick = tick;
    }

    /** Lets clients come evenly spread over some seconds from a time on. */
    void spread(Clients clients, double from, double seconds) {
        long first = Math.round(from / tick);
        int slices = (int) Math.max(1, Math.round(seconds / tick));
        Clients slice = clients.part(clients.count() / slices);
        for (int i = 0; i < slices; i++) {
            byTick.computeIfAbsent(first + i, none -> new TreeMap<>()).merge(slice.kind(), slice, Clients::and);
        }
        underWay += clients.count();
    }

    /** Lets clients that were refused, or waited in vain, come again as the browser client does. */
    void again(Clients clients, long atTick) {
        Clients next = clients.triedInVain();
        spread(next, (atTick + 1) * tick, Math.min(LAST_BOUND, FIRST_BOUND * Math.pow(2, next.tries())));
    }

    /** Those who come in a tick. */
    List<Clients> at(long atTick) {
        Map<Integer, Clients> coming = byTick.remove(atTick);
        if (coming == null) {
            return List.of();
        }
        coming.values().forEach(clients -> underWay -= clients.count());
        return List.copyOf(coming.values());
    }

    boolean isEmpty() {
        return byTick.isEmpty();
    }

    /** How many have not come yet. */
    double underWay() {
        return underWay;
    }
}
