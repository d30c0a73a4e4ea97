package org.snorky.benchmarks.capacity;

/**
 * How many nodes and which Redis a plan needs, by what things cost.
 *
 * <p>What a node does is of two kinds: its share of the clients' work, which becomes less with more nodes, and its reading of the
 * log, which does not. So more nodes help only as long as reading leaves room, and the log is what ends growth.
 */
public record Sizing(Plan plan, Costs costs) {

    /** How busy processors may be on a day like any other; the rest is for nodes that go and clients that come back. */
    static final double BUSY = 0.5;

    /**
     * Seconds in which the clients of a node that died should be connected again: half of what browsers wait for a connection. If
     * it took longer than they wait, they would give up, come again, and keep nodes busy with what nobody waits for any more.
     */
    static final double SOON = 5;

    /** Seconds that Redis may take at the least when all subscriptions are acquired anew. */
    private static final double EVERYBODY = 30;

    private static final double MEGABYTE = 1e6;
    private static final double MICROS = 1e6;

    /** Memory of all clients together. */
    double clientMegabytes() {
        double each = costs.connectionBytes() + (plan.subscriptions() - 1) * costs.subscriptionBytes();
        return plan.connections() * each / MEGABYTE;
    }

    /** Processors that the clients' work takes, on all nodes together. */
    double sharedCores() {
        double confirms = plan.connections() * plan.subscriptions() / costs.confirmSeconds();
        return (plan.deliveriesPerSecond() * costs.aloneMicros()
                        + plan.batchesPerSecond() * costs.batchMicros()
                        + plan.deltasPerSecond() * costs.publishMicros()
                        + confirms * costs.confirmMicros())
                / MICROS;
    }

    /** Processors that reading the log takes on every node. */
    double coresOfEachNode() {
        return (plan.batchesPerSecond() * costs.readMicros() + plan.deltasPerSecond() * costs.routeMicros()) / MICROS;
    }

    /** Whether one log can serve it at all, with however many nodes. */
    boolean isPossible() {
        return coresOfEachNode() < plan.cores() * BUSY;
    }

    /** The fewest nodes that hold it, would hold it without one of them, and get over the loss of that one. */
    public int nodes() {
        if (!isPossible()) {
            throw new IllegalStateException("reading the log takes more of a node than it may be busy");
        }
        double byMemory = clientMegabytes() / plan.nodeMegabytes();
        double byWork = sharedCores() / (plan.cores() * BUSY - coresOfEachNode());
        int nodes = (int) Math.ceil(Math.max(1, Math.max(byMemory, byWork))) + 1;
        while (secondsToTakeOver(nodes) > SOON) {
            nodes++;
        }
        return nodes;
    }

    /** How long the others work on connecting the clients of a node that died. */
    double secondsToTakeOver(int nodes) {
        double micros =
                plan.connections() / nodes * (costs.connectMicros() + plan.subscriptions() * costs.acquireMicros());
        return micros / MICROS / ((nodes - 1) * plan.cores() * (1 - utilisation(nodes)));
    }

    /** How busy each of so many nodes is, from 0 to 1 and beyond where they do not suffice. */
    public double utilisation(int nodes) {
        return (sharedCores() / nodes + coresOfEachNode()) / plan.cores();
    }

    /** How busy the processor of Redis is that has the log. */
    public double logUtilisation(int nodes) {
        return (plan.batchesPerSecond() * (costs.redisAppendMicros() + nodes * costs.redisReadMicros())
                        + plan.deltasPerSecond() * costs.redisDeltaMicros())
                / MICROS;
    }

    /** Megabytes a second that leave the Redis that has the log. */
    public double logEgress(int nodes) {
        return nodes * plan.deltasPerSecond() * plan.deltaBytes() / MEGABYTE;
    }

    /** The fewest masters of Redis that subscriptions are to be spread over. */
    public int shards() {
        double subscriptions = plan.connections() * plan.subscriptions();
        double everybodyAnew = subscriptions * costs.redisAcquireMicros() / MICROS / EVERYBODY;
        double leases = subscriptions / costs.confirmSeconds() * costs.redisConfirmMicros() / MICROS / BUSY;
        return (int) Math.ceil(Math.max(1, Math.max(everybodyAnew, leases)));
    }

    /** Memory of the subscriptions in Redis. */
    public double subscriptionMegabytes() {
        return plan.connections() * plan.subscriptions() * costs.redisSubscriptionBytes() / MEGABYTE;
    }

    /**
     * The p99 in milliseconds from publishing to a client, as long as nothing happens: on the way, waiting for what came before,
     * and for the clients that are served before it.
     *
     * <p>Waiting by the approximation of heavy traffic (Kingman 1961) for one server and batches of one size: exponential,
     * with a mean of the utilisation times half a service, divided by what is idle.
     */
    public double p99Millis(int nodes) {
        double busy = Math.min(utilisation(nodes), 0.99);
        double clients = Math.max(1, plan.readers() / nodes);
        double service = (clients * costs.aloneMicros() + costs.routeMicros()) / plan.cores() / 1000;
        double meanWait = busy * service / 2 / (1 - busy);
        double p99Wait = busy <= 0.01 ? 0 : Math.max(0, meanWait * Math.log(100 * busy));
        return costs.hopMillis() + p99Wait + 0.99 * service;
    }
}
