package org.snorky.benchmarks.scenario;

import java.util.EnumMap;
import java.util.Map;
import org.snorky.benchmarks.capacity.Balancing;
import org.snorky.benchmarks.capacity.Costs;
import org.snorky.benchmarks.capacity.Incident;
import org.snorky.benchmarks.capacity.Outcome;
import org.snorky.benchmarks.capacity.Plan;
import org.snorky.benchmarks.capacity.Simulation;
import org.snorky.benchmarks.report.Measure;

/** What the simulation says of a cluster that was observed, from what things cost elsewhere and from nothing that was seen here. */
final class Simulated {

    static final String PEER = "simulated";

    /** Memory is not what these are about. */
    private static final double PLENTY = 100_000;

    private Simulated() {}

    /**
     * The part of nodes in the work that a client makes that comes back; the rest is Redis' and its own.
     *
     * @param client microseconds of its own
     */
    static double ofNodes(double client) {
        Costs costs = Costs.measured();
        double node = costs.connectMicros() + costs.acquireMicros();
        return node / (node + costs.redisAcquireMicros() + client);
    }

    /**
     * Gives what it says of an incident.
     *
     * @param cores that each node has while clients come back
     * @param subscribers who all get all deltas
     */
    static Map<Measure, Double> through(
            Incident incident, int nodes, double cores, int subscribers, double deltasPerSecond) {
        Costs costs = Costs.measured();
        Plan plan = new Plan(subscribers, 1, deltasPerSecond, 1, FanOut.PAYLOAD, subscribers, cores, PLENTY);
        Outcome outcome = new Simulation(plan, costs, nodes, Balancing.IN_TURN).through(incident);
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        values.put(Measure.SECONDS_TO_LAST, outcome.secondsToLast());
        values.put(Measure.COMEBACKS, outcome.reconnects());
        values.put(Measure.CONNECT_CPU, costs.connectMicros() + costs.acquireMicros());
        values.put(Measure.REDIS_CPU, costs.redisAcquireMicros());
        return values;
    }
}
