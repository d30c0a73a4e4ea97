package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that read at random speeds, with tiny queues and backlogs, and that are cut off and resume at random, end up equal
 * to their query. Each seed is a run of its own, the same each time.
 */
class SlowClientOracleTests {

    private static final long FIRST_SEED = 20_261_122;
    private static final int RUNS = 300;

    @Test
    void everyCollectionEndsUpEqualToItsQuery() {
        TreeMap<String, Integer> seen = new TreeMap<>();
        LongStream.range(FIRST_SEED, FIRST_SEED + RUNS).forEach(seed -> {
            SlowClientRun run = new SlowClientRun(seed, SlowClientRun.Fault.NONE);
            assertThat(run.mismatch()).as("seed %d", seed).isEmpty();
            run.seen().forEach((what, count) -> seen.merge(what, count, Integer::sum));
        });

        System.out.printf("seeds from %d, %d runs: %s%n", FIRST_SEED, RUNS, seen);
        assertThat(seen)
                .as("what the runs have come across")
                .containsKeys("coalesced", "resumed", "fetched: too_slow", "fetched: position_lost");
    }

    /** Between server and client something goes wrong, as it would if changes were coalesced wrongly. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedFaultIsFound(SlowClientRun.Fault fault) {
        Optional<String> found = LongStream.range(FIRST_SEED, FIRST_SEED + RUNS)
                .mapToObj(seed -> new SlowClientRun(seed, fault).mismatch())
                .flatMap(Optional::stream)
                .findFirst();

        assertThat(found).isPresent();
    }
}
