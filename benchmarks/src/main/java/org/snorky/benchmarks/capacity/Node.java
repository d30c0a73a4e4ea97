package org.snorky.benchmarks.capacity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.snorky.benchmarks.capacity.Comebacks.Clients;

/** A server in the simulation: clients that are there, and clients that wait to be served. */
final class Node {

    private static final double MICROS = 1e6;
    private static final double NOBODY = 1e-9;

    private record Waiting(double since, Clients clients, double microsEach) {}

    private final Plan plan;
    private final Costs costs;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private double connections;
    private double late;
    private double busy;

    Node(Plan plan, Costs costs, double connections) {
        this.plan = plan;
        this.costs = costs;
        this.connections = connections;
    }

    /** Clients that are there, and those that have come and are not served yet. */
    double clients() {
        return connections + waiting();
    }

    /** Those of them that are not served yet. */
    double waiting() {
        return waiting.stream().mapToDouble(each -> each.clients().count()).sum();
    }

    boolean isServing() {
        return !waiting.isEmpty();
    }

    /** How busy it was in the tick before, from 0 to 1. */
    double busy() {
        return busy;
    }

    void come(Clients clients, double now) {
        double missed = clients.connected() ? 0 : plan.deltasPerClient() * (now - clients.lost());
        double micros = (clients.connected() ? 0 : costs.connectMicros())
                + plan.subscriptions() * costs.acquireMicros()
                + missed * costs.gatheredMicros();
        waiting.add(new Waiting(now, clients, micros));
    }

    /** Loses all clients and gives how many there were. */
    double loseAll() {
        double lost = clients();
        connections = 0;
        waiting.clear();
        return lost;
    }

    /**
     * Works for a while: for live deltas first, and with what is left for clients that wait, in their order.
     *
     * @param patience how long clients that connect wait
     * @param shards where those who are served acquire
     * @param gaveUp takes those who waited longer, once what they asked for was done in vain
     */
    void work(double now, double seconds, double patience, Shards shards, Consumer<Clients> gaveUp) {
        double room = plan.cores() * seconds * MICROS;
        double left = room - deliver(seconds, room);
        while (left > 0 && !waiting.isEmpty()) {
            Waiting next = waiting.remove();
            double able = shards.serve(Math.min(next.clients().count(), left / next.microsEach()));
            left -= able * next.microsEach();
            Clients served = next.clients().part(able);
            if (!served.connected() && now - next.since() > patience) {
                gaveUp.accept(served);
            } else {
                connections += able;
            }
            double rest = next.clients().count() - able;
            if (rest > NOBODY) {
                waiting.addFirst(new Waiting(next.since(), next.clients().part(rest), next.microsEach()));
                break;
            }
        }
        busy = 1 - Math.max(0, left) / room;
    }

    /** Messages gather in writes as far as they have to, and no further than they can. */
    private double deliver(double seconds, double room) {
        double messages = connections * plan.deltasPerClient() * seconds;
        double other = seconds
                * (plan.batchesPerSecond() * costs.readMicros()
                        + plan.deltasPerSecond() * costs.routeMicros()
                        + connections * plan.subscriptions() / costs.confirmSeconds() * costs.confirmMicros());
        double forEach = messages == 0 ? 0 : Math.max(0, room - other) / messages;
        late += other + messages * Math.max(costs.gatheredMicros(), Math.min(costs.aloneMicros(), forEach));
        double done = Math.min(late, room);
        late -= done;
        return done;
    }
}
