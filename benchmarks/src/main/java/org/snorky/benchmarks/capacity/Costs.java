package org.snorky.benchmarks.capacity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What things cost, as measured; where each figure comes from stands in {@code costs.properties}.
 *
 * @param connectionBytes resident memory of a client with one subscription
 * @param subscriptionBytes of each further one
 * @param gatheredMicros CPU time of a delivered message that leaves with many others in one write
 * @param aloneMicros of one that leaves alone
 * @param connectMicros of a client that connects and shows a token
 * @param acquireMicros of a subscription that is acquired, at the node
 * @param batchMicros of a published batch, at the node that takes it
 * @param publishMicros of each delta in it
 * @param readMicros of a batch, at every other node
 * @param routeMicros of a delta, at every node
 * @param confirmMicros of keeping a subscription's lease, each time
 * @param confirmSeconds between two of these
 * @param hopMillis from publishing to the tail of another node, where nothing waits
 * @param busyMillis the p99 of live delivery while clients that come back take all processors
 * @param redisAppendMicros CPU time of Redis for an appended batch
 * @param redisDeltaMicros for each delta in it
 * @param redisReadMicros for an entry that a node reads
 * @param redisAcquireMicros for a subscription that is acquired
 * @param redisConfirmMicros for a lease that is kept, each time
 * @param redisSubscriptionBytes of a subscription
 */
public record Costs(
        double connectionBytes,
        double subscriptionBytes,
        double gatheredMicros,
        double aloneMicros,
        double connectMicros,
        double acquireMicros,
        double batchMicros,
        double publishMicros,
        double readMicros,
        double routeMicros,
        double confirmMicros,
        double confirmSeconds,
        double hopMillis,
        double busyMillis,
        double redisAppendMicros,
        double redisDeltaMicros,
        double redisReadMicros,
        double redisAcquireMicros,
        double redisConfirmMicros,
        double redisSubscriptionBytes) {

    private static final String FILE = "costs.properties";

    /** The figures that this project's own machine gave. */
    public static Costs measured() {
        Properties file = new Properties();
        try (InputStream in = Costs.class.getResourceAsStream(FILE)) {
            file.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(file);
    }

    /** Figures by the names of the components; one that is missing or no number is refused by its name. */
    static Costs of(Properties file) {
        return new Costs(
                number(file, "connectionBytes"),
                number(file, "subscriptionBytes"),
                number(file, "gatheredMicros"),
                number(file, "aloneMicros"),
                number(file, "connectMicros"),
                number(file, "acquireMicros"),
                number(file, "batchMicros"),
                number(file, "publishMicros"),
                number(file, "readMicros"),
                number(file, "routeMicros"),
                number(file, "confirmMicros"),
                number(file, "confirmSeconds"),
                number(file, "hopMillis"),
                number(file, "busyMillis"),
                number(file, "redisAppendMicros"),
                number(file, "redisDeltaMicros"),
                number(file, "redisReadMicros"),
                number(file, "redisAcquireMicros"),
                number(file, "redisConfirmMicros"),
                number(file, "redisSubscriptionBytes"));
    }

    private static double number(Properties file, String name) {
        String value = file.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("the cost " + name + " is missing");
        }
        try {
            return Double.parseDouble(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the cost " + name + " is no number: " + value, e);
        }
    }
}
