package org.snorky.benchmarks.capacity;

import java.util.ArrayList;
import java.util.List;
import org.snorky.benchmarks.capacity.Comebacks.Clients;

/**
 * A cluster through an incident, in steps of a tenth of a second.
 *
 * <p>Clients are amounts, not individuals, and chance is its mean: what comes out is the same each time, and costs the same for a
 * thousand clients as for a hundred million. Every client follows its lists, waits at a node, or is on its way back; none is
 * lost.
 */
public final class Simulation {

    private static final double TICK = 0.1;
    private static final double QUIET = 5;
    private static final double LONGEST = 3600;

    /** As long as the browser client waits for a connection. */
    private static final double PATIENCE = 10;

    /** Within which browsers try for the first time once a connection is lost. */
    private static final double FIRST_TRY = 1;

    private static final double ALL_BUSY = 0.999;

    /** Less than one client is nobody. */
    private static final double WHOLE = 0.999;

    /** What must be late for so long to make the p99. */
    private static final double HUNDREDTH = 0.01;

    private final Plan plan;
    private final Costs costs;
    private final int size;
    private final Balancing balancing;
    private final List<Node> nodes = new ArrayList<>();
    private final Comebacks comebacks = new Comebacks(TICK);
    private final Shards shards;

    private long ticks;
    private double reconnects;
    private double timeouts;
    private double peak;
    private double lastServed;
    private double nodeTicks;
    private double busyTicks;

    /** With as many masters of Redis as {@link Sizing#shards} gives. */
    public Simulation(Plan plan, Costs costs, int size, Balancing balancing) {
        this.plan = plan;
        this.costs = costs;
        this.size = size;
        this.balancing = balancing;
        this.shards = new Shards(new Sizing(plan, costs).shards(), plan, costs);
        for (int i = 0; i < size; i++) {
            nodes.add(new Node(plan, costs, plan.connections() / size));
        }
    }

    /** Runs until everybody is back, or for an hour of the simulated time. */
    public Outcome through(Incident incident) {
        run(QUIET, 0);
        double usual = peak;
        double began = now();
        nodeTicks = 0;
        busyTicks = 0;
        double fetches = happen(incident);
        settle();
        double p99 = new Sizing(plan, costs).p99Millis(size);
        boolean isLate = nodeTicks > 0 && busyTicks / nodeTicks > HUNDREDTH;
        return new Outcome(
                usual,
                peak,
                Math.max(0, lastServed - began),
                reconnects,
                timeouts,
                fetches,
                p99,
                isLate ? Math.max(p99, costs.busyMillis()) : p99);
    }

    /** Gives the lists that are fetched in a second because of it. */
    private double happen(Incident incident) {
        if (incident instanceof Incident.NodeDies dies) {
            comebacks.spread(lost(nodes.remove(nodes.size() - 1)), now(), FIRST_TRY);
            run(dies.unnoticedSeconds(), 1.0 / size);
        } else if (incident instanceof Incident.RollingDeploy deploy) {
            for (int i = 0; i < size; i++) {
                replaceOldest(deploy);
            }
        } else if (incident instanceof Incident.LogLost lost) {
            nodes.forEach(
                    node -> comebacks.spread(new Clients(node.loseAll(), now(), true, 0), now(), lost.spreadSeconds()));
            return plan.connections() * plan.subscriptions() / lost.spreadSeconds();
        }
        return 0;
    }

    private void replaceOldest(Incident.RollingDeploy deploy) {
        run(deploy.startSeconds(), 0);
        nodes.add(new Node(plan, costs, 0));
        Clients sent = lost(nodes.remove(0));
        comebacks.spread(
                sent, now(), Math.min(deploy.longestSpreadSeconds(), sent.count() / deploy.reconnectsPerSecond()));
        settle();
    }

    private Clients lost(Node node) {
        return new Clients(node.loseAll(), now(), false, 0);
    }

    private void settle() {
        double until = now() + LONGEST;
        while (now() < until && (!comebacks.isEmpty() || nodes.stream().anyMatch(Node::isServing))) {
            step(0);
        }
    }

    private void run(double seconds, double refused) {
        for (long end = ticks + Math.round(seconds / TICK); ticks < end; ) {
            step(refused);
        }
    }

    /** @param refused the share of those who come that are sent to a node that is not there */
    private void step(double refused) {
        for (Clients coming : comebacks.at(ticks)) {
            if (!coming.connected()) {
                reconnects += coming.count();
            }
            if (refused > 0) {
                comebacks.again(coming.part(coming.count() * refused), ticks);
            }
            dealOut(coming.part(coming.count() * (1 - refused)));
        }
        if (outstanding() > WHOLE) {
            lastServed = now() + TICK;
        }
        shards.pass(TICK);
        for (Node node : nodes) {
            node.work(now(), TICK, PATIENCE, shards, clients -> {
                timeouts += clients.count();
                comebacks.again(clients, ticks);
            });
            peak = Math.max(peak, node.busy());
            nodeTicks++;
            busyTicks += node.busy() > ALL_BUSY ? 1 : 0;
        }
        ticks++;
    }

    private void dealOut(Clients coming) {
        double[] parts = balancing.parts(nodes.stream().map(Node::clients).toList(), coming.count());
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] > 0) {
                nodes.get(i).come(coming.part(parts[i]), now());
            }
        }
    }

    /** Clients that do not follow their lists. */
    private double outstanding() {
        return comebacks.underWay() + nodes.stream().mapToDouble(Node::waiting).sum();
    }

    private double now() {
        return ticks * TICK;
    }

    /** All clients: they become neither more nor fewer. */
    double clients() {
        return comebacks.underWay() + nodes.stream().mapToDouble(Node::clients).sum();
    }
}
