package org.snorky.benchmarks.start;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one start took.
 *
 * @param ready milliseconds from the start of the process until it says that it is started
 * @param served milliseconds from there on until its first client has an answer, of the process's start too
 * @param cpu milliseconds of CPU time until then, steps of ten
 * @param resident kilobytes of memory then
 * @param collected the same after a full collection of garbage
 * @param classes loaded then
 * @param shared how many of them came from an archive or cache
 */
record Figures(long ready, long served, long cpu, long resident, long collected, long classes, long shared) {

    static final List<String> COLUMNS =
            List.of("ready_ms", "served_ms", "cpu_ms", "resident_kb", "collected_kb", "classes", "classes_shared");
    static final List<String> TITLES = List.of(
            "started, ms",
            "first client served, ms",
            "CPU until then, ms",
            "resident, MB",
            "after a full collection, MB",
            "classes",
            "of them shared");
    private static final long KILO = 1024;

    List<Long> values() {
        return List.of(ready, served, cpu, resident, collected, classes, shared);
    }

    /** As tables show them. */
    List<Long> rounded() {
        return Stream.of(ready, served, cpu, resident / KILO, collected / KILO, classes, shared)
                .toList();
    }
}
