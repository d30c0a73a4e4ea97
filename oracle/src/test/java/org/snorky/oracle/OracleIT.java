package org.snorky.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snorky.oracle.report.Report;
import org.snorky.oracle.trial.FaultKind;
import org.snorky.oracle.trial.Plan;
import org.snorky.oracle.trial.Round;
import org.snorky.oracle.trial.Trial;
import org.snorky.oracle.world.World;

/**
 * The short form: every kind of fault strikes, and then no new round begins. Another seed: {@code -Doracle.seed=…}; longer:
 * {@code -Doracle.seconds=…}; more nodes: {@code -Doracle.nodes=…}.
 */
class OracleIT {

    private static final long SEED = Long.getLong("oracle.seed", 20_261_122L);
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("oracle.seconds", 20));
    private static final int NODES = Integer.getInteger("oracle.nodes", 2);

    @Test
    void everyListEndsUpEqualToItsSelect() {
        World.Setup setup = new World.Setup(2, true, false);
        Set<FaultKind> kinds = FaultKind.of(setup);
        kinds.remove(FaultKind.NONE);

        run("oracle-short", setup, kinds);
    }

    /** What befalls clients and applications is the same with one server; of it only what makes clients change nodes. */
    @Test
    void everyListEndsUpEqualToItsSelectOnManyNodes() {
        Set<FaultKind> kinds = EnumSet.of(
                FaultKind.NODE_KILL,
                FaultKind.NODE_ROLL,
                FaultKind.REDIS_PAUSE,
                FaultKind.REDIS_EMPTIED,
                FaultKind.REDIS_FAILOVER,
                FaultKind.REDIS_CUT,
                FaultKind.RESET,
                FaultKind.LOG_TRIMMED,
                FaultKind.BACKEND_RESET);

        run("oracle-nodes", new World.Setup(2, true, false, NODES), kinds);
    }

    private static void run(String folder, World.Setup setup, Set<FaultKind> kinds) {
        System.out.println("The oracle's seed: " + SEED);
        Plan plan = new Plan(SEED, setup, 8, LENGTH, kinds, false, Duration.ofSeconds(120));

        Trial.Result result = Trial.run(plan, Path.of("target", folder));

        Report report = new Report();
        report.add(result);
        System.out.println(report.markdown(plan.length()));
        assertThat(result.rounds()).flatExtracting(Round::faults).containsAll(plan.kinds());
    }
}
