package org.snorky.benchmarks.capacity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a balancer deals clients out to nodes. */
public enum Balancing {
    /** To each in turn, however many it has. */
    IN_TURN {
        @Override
        double[] parts(List<Double> clients, double coming) {
            double[] parts = new double[clients.size()];
            Arrays.fill(parts, coming / parts.length);
            return parts;
        }
    },
    /** To those that have the fewest. */
    LEAST_CONNECTIONS {
        @Override
        double[] parts(List<Double> clients, double coming) {
            double level = level(clients.stream().sorted().toList(), coming);
            return clients.stream().mapToDouble(has -> Math.max(0, level - has)).toArray();
        }
    };

    /**
     * Gives how many of those who come go to each node.
     *
     * @param clients that each of them has
     */
    abstract double[] parts(List<Double> clients, double coming);

    /** Up to where nodes are filled, the emptiest first. */
    private static double level(List<Double> ascending, double coming) {
        double sum = coming;
        for (int i = 0; i < ascending.size(); i++) {
            sum += ascending.get(i);
            double level = sum / (i + 1);
            if (i + 1 == ascending.size() || level <= ascending.get(i + 1)) {
                return level;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
