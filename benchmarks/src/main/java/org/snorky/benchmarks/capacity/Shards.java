package org.snorky.benchmarks.capacity;

/** The masters of Redis in the simulation, at which the subscriptions of those who come back are acquired. */
final class Shards {

    private static final double MICROS = 1e6;

    private final double count;
    private final double microsOfAClient;
    private double left;

    Shards(double count, Plan plan, Costs costs) {
        this.count = count;
        this.microsOfAClient = plan.subscriptions() * costs.redisAcquireMicros();
    }

    /** Some time passes, and what was not done with the last is gone. */
    void pass(double seconds) {
        left = count * seconds * MICROS;
    }

    /** Serves so many clients, or as many of them as there is time for; gives how many. */
    double serve(double clients) {
        double able = Math.min(clients, left / microsOfAClient);
        left -= able * microsOfAClient;
        return able;
    }
}
