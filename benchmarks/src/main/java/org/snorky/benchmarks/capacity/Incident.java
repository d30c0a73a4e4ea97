package org.snorky.benchmarks.capacity;

/** What happens to a cluster. */
public sealed interface Incident {

    /** A day like any other. */
    record Nothing() implements Incident {}

    /**
     * A node dies without a word.
     *
     * @param unnoticedSeconds for which the balancer still sends clients there, who then try again
     */
    record NodeDies(double unnoticedSeconds) implements Incident {}

    /**
     * Nodes are replaced one by one: the new one takes clients before the old one sends its own away.
     *
     * @param startSeconds from the start of one replacement until it takes clients
     * @param reconnectsPerSecond to which the clients of a node are told to spread
     * @param longestSpreadSeconds over which they are spread at the most
     */
    record RollingDeploy(double startSeconds, double reconnectsPerSecond, double longestSpreadSeconds)
            implements Incident {}

    /**
     * Redis loses the log, so that all clients fetch again.
     *
     * @param spreadSeconds over which clients spread that
     */
    record LogLost(double spreadSeconds) implements Incident {}
}
