package org.snorky.benchmarks.report;

import java.util.Map;

/**
 * What was seen in one run.
 *
 * @param scenario its name
 * @param setting what was asked of all peers alike
 * @param peer its name
 * @param run from 1 on
 * @param values what was measured
 * @param fault why this is no result, or empty
 */
public record Observation(
        String scenario, String setting, String peer, int run, Map<Measure, Double> values, String fault) {

    /** A run that gave a result. */
    public Observation(String scenario, String setting, String peer, int run, Map<Measure, Double> values) {
        this(scenario, setting, peer, run, values, "");
    }

    /** A run that gave none. */
    public static Observation failed(String scenario, String setting, String peer, int run, String fault) {
        return new Observation(scenario, setting, peer, run, Map.of(), fault);
    }

    public boolean isResult() {
        return fault.isEmpty();
    }
}
