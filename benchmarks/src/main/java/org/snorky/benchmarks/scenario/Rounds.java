package org.snorky.benchmarks.scenario;

import java.util.EnumMap;
import java.util.Map;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.report.Measure;
import org.snorky.benchmarks.report.Observation;

/** What a round of publishing says of a server. */
final class Rounds {

    private static final double NANOS_PER_MICRO = 1e3;

    private Rounds() {}

    static Observation observation(
            String scenario, String setting, String peer, int run, Round round, long serverCpuNanos) {
        return new Observation(scenario, setting, peer, run, values(round, serverCpuNanos), fault(round));
    }

    static String fault(Round round) {
        return round.isWhole()
                ? ""
                : "%d of %d came, %d out of turn, %d connections closed"
                        .formatted(
                                round.delivered(),
                                round.published() * round.subscribers(),
                                round.misplaced(),
                                round.closed());
    }

    private static Map<Measure, Double> values(Round round, long serverCpuNanos) {
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        double delivered = Math.max(1, round.delivered());
        values.put(Measure.SERVER_CPU, serverCpuNanos / NANOS_PER_MICRO / delivered);
        values.put(Measure.PER_SECOND, round.perSecond());
        values.put(Measure.P50, round.latencyMillis(50));
        values.put(Measure.P99, round.latencyMillis(99));
        values.put(Measure.P999, round.latencyMillis(99.9));
        values.put(Measure.MAX, round.latencyMillis(100));
        values.put(Measure.MESSAGES_PER_READ, delivered / Math.max(1, round.reads()));
        values.put(Measure.CLIENT_CPU, round.clientCpu().toNanos() / NANOS_PER_MICRO / delivered);
        values.put(
                Measure.CLIENT_SHARE,
                (double) round.clientCpu().toNanos() / round.elapsed().toNanos());
        return values;
    }
}
