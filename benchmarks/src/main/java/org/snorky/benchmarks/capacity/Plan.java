package org.snorky.benchmarks.capacity;

/**
 * What a cluster is to hold and to do.
 *
 * @param connections clients at one time
 * @param subscriptions of each client
 * @param deltasPerSecond published to the whole cluster
 * @param deltasPerBatch how many of them come together
 * @param deltaBytes a delta as JSON
 * @param readers clients that get a delta, on average
 * @param cores of a node
 * @param nodeMegabytes that a node has for clients, beyond what it takes empty
 */
public record Plan(
        double connections,
        double subscriptions,
        double deltasPerSecond,
        double deltasPerBatch,
        double deltaBytes,
        double readers,
        double cores,
        double nodeMegabytes) {

    double deliveriesPerSecond() {
        return deltasPerSecond * readers;
    }

    double batchesPerSecond() {
        return deltasPerSecond / deltasPerBatch;
    }

    /** Deltas that a client gets in a second. */
    double deltasPerClient() {
        return connections == 0 ? 0 : deliveriesPerSecond() / connections;
    }

    /** The same with so many clients. */
    Plan withConnections(double others) {
        return new Plan(
                others, subscriptions, deltasPerSecond, deltasPerBatch, deltaBytes, readers, cores, nodeMegabytes);
    }

    /** What each of so many clusters holds that share it evenly. */
    Plan dividedBy(int clusters) {
        return new Plan(
                connections / clusters,
                subscriptions,
                deltasPerSecond / clusters,
                deltasPerBatch,
                deltaBytes,
                readers,
                cores,
                nodeMegabytes);
    }
}
