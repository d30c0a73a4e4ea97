package org.snorky.oracle.report;

import java.time.Duration;
import java.util.List;

/** How long it took, from the end of a fault, until every list was equal to its SELECT. */
record Recovery(int times, Duration median, Duration longest) {

    static Recovery of(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return new Recovery(sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }
}
