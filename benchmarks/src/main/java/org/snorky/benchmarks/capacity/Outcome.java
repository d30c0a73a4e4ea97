package org.snorky.benchmarks.capacity;

/**
 * What became of a cluster.
 *
 * @param utilisation how busy nodes were before it, from 0 to 1
 * @param peakUtilisation of the busiest node in its busiest second
 * @param secondsToLast until the last client had everything again
 * @param reconnects of clients, those that failed included
 * @param timeouts of them, for they waited too long
 * @param fetchesPerSecond of the application at the most
 * @param p99Before of live delivery, in milliseconds
 * @param p99During while clients come back
 */
public record Outcome(
        double utilisation,
        double peakUtilisation,
        double secondsToLast,
        double reconnects,
        double timeouts,
        double fetchesPerSecond,
        double p99Before,
        double p99During) {}
