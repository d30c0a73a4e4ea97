package org.snorky.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.snorky.oracle.report.Report;
import org.snorky.oracle.trial.FaultKind;
import org.snorky.oracle.trial.Plan;
import org.snorky.oracle.trial.Round;
import org.snorky.oracle.trial.Trial;
import org.snorky.oracle.world.World;

/**
 * The short form: every kind of fault strikes, and then no new round begins. Another seed: {@code -Doracle.seed=…}; longer:
 * {@code -Doracle.seconds=…}.
 */
class OracleIT {

    private static final long SEED = Long.getLong("oracle.seed", 20_261_122L);
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("oracle.seconds", 20));

    @Test
    void everyListEndsUpEqualToItsSelect() {
        System.out.println("The oracle's seed: " + SEED);
        Plan plan = new Plan(
                SEED,
                new World.Setup(2, true, false),
                8,
                LENGTH,
                EnumSet.complementOf(EnumSet.of(FaultKind.NONE)),
                false,
                Duration.ofSeconds(120));

        Trial.Result result = Trial.run(plan, Path.of("target", "oracle-short"));

        Report report = new Report();
        report.add(result);
        System.out.println(report.markdown(plan.length()));
        assertThat(result.rounds()).flatExtracting(Round::faults).containsAll(plan.kinds());
    }
}
