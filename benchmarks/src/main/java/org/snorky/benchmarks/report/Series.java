package org.snorky.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of one setting, by peer and in the order in which peers first came. */
final class Series {

    private final Map<String, List<Observation>> byPeer = new LinkedHashMap<>();

    private Series() {}

    /** One series for each setting. */
    static Map<String, Series> bySetting(List<Observation> observations) {
        Map<String, Series> all = new LinkedHashMap<>();
        for (Observation observation : observations) {
            all.computeIfAbsent(observation.setting(), setting -> new Series())
                    .byPeer
                    .computeIfAbsent(observation.peer(), peer -> new ArrayList<>())
                    .add(observation);
        }
        return all;
    }

    List<String> peers() {
        return List.copyOf(byPeer.keySet());
    }

    List<Observation> runs(String peer) {
        return byPeer.getOrDefault(peer, List.of());
    }

    Optional<Spread> spread(String peer, Measure measure) {
        return Spread.of(runs(peer).stream()
                .filter(Observation::isResult)
                .filter(run -> run.values().containsKey(measure))
                .map(run -> run.values().get(measure))
                .toList());
    }

    /** A peer's values divided by another's of the same round. */
    Optional<Spread> ratio(String peer, String other, Measure measure) {
        Map<Integer, Double> others = values(other, measure);
        List<Double> ratios = new ArrayList<>();
        values(peer, measure).forEach((run, value) -> {
            Double divisor = others.get(run);
            if (divisor != null && divisor != 0) {
                ratios.add(value / divisor);
            }
        });
        return Spread.of(ratios);
    }

    private Map<Integer, Double> values(String peer, Measure measure) {
        Map<Integer, Double> values = new LinkedHashMap<>();
        for (Observation run : runs(peer)) {
            if (run.isResult() && run.values().containsKey(measure)) {
                values.put(run.run(), run.values().get(measure));
            }
        }
        return values;
    }
}
