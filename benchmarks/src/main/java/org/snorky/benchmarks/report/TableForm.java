package org.snorky.benchmarks.report;

import java.util.List;

/**
 * How a scenario's tables look.
 *
 * @param title what it says above
 * @param main what is compared by ratios, the less the better, and plotted
 * @param more what stands beside it
 * @param ours the peer that others are compared with
 */
public record TableForm(String title, Measure main, List<Measure> more, String ours) {

    /** The peer below which nobody can be. */
    public static final String FLOOR = "floor";

    /** A form that compares with our server. */
    public TableForm(String title, Measure main, Measure... more) {
        this(title, main, List.of(more), "snorky");
    }
}
