package org.snorky.benchmarks.scenario;

import java.io.IOException;

/** Something that is measured, under a name of the command line. */
public interface Scenario {

    String name();

    /** What it does, in a line. */
    String description();

    /** Measures, and adds what it saw to the bench's report. */
    void run(Bench bench) throws IOException, InterruptedException;
}
