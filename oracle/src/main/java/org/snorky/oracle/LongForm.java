package org.snorky.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.snorky.oracle.report.Report;
import org.snorky.oracle.trial.FaultKind;
import org.snorky.oracle.trial.MismatchException;
import org.snorky.oracle.trial.Plan;
import org.snorky.oracle.trial.ResumeCost;
import org.snorky.oracle.trial.Trial;
import org.snorky.oracle.world.World;

/**
 * Run after run, each with another seed, until the time is up: {@code -Doracle.minutes=60}, {@code -Doracle.seed=…} for the
 * first. One application without outbox and several with one take turns, on a single server and on two and three nodes that
 * share a Redis; {@code -Doracle.nodes=3} has all runs on so many nodes, 0 on a single server. It ends with 1 where lists stayed
 * other than their SELECTs.
 */
public final class LongForm {

    private static final Duration RUN = Duration.ofMinutes(4);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CLIENTS = 10;
    private static final int[] NODES = {0, 0, 2, 2, 3, 3};
    private static final Path FOLDER = Path.of("target", "oracle");

    private LongForm() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Duration length = Duration.ofMinutes(Long.getLong("oracle.minutes", 60));
        Long given = Long.getLong("oracle.seed");
        long seed = given == null ? new Random().nextInt(1_000_000_000) : given;
        Report report = new Report();
        report.add(ResumeCost.measure(FOLDER.resolve("cost"), 1000, 20));
        Duration left = length;
        for (int run = 0; run == 0 || left.compareTo(SHORTEST) > 0; run++) {
            run(plan(run, seed + run, left.compareTo(RUN) < 0 ? left : RUN), report);
            report.write(FOLDER, elapsed(start));
            left = length.minus(elapsed(start));
        }
        System.out.println(report.markdown(elapsed(start)));
        System.exit(report.mismatches() == 0 ? 0 : 1);
    }

    private static void run(Plan plan, Report report) {
        System.out.println(plan);
        try {
            report.add(Trial.run(plan, FOLDER.resolve(String.valueOf(plan.seed()))));
        } catch (MismatchException mismatch) {
            System.out.println(mismatch.getMessage());
            report.addMismatch(plan, String.valueOf(mismatch.getMessage()));
        }
    }

    /** Without outbox, what an application has committed and not yet sent dies with it; so it is not killed. */
    private static Plan plan(int run, long seed, Duration length) {
        boolean several = run % 2 == 1;
        int nodes = Integer.getInteger("oracle.nodes", NODES[run % NODES.length]);
        World.Setup setup = new World.Setup(several ? 2 : 1, several, false, nodes);
        Set<FaultKind> kinds = FaultKind.of(setup);
        if (!several) {
            kinds.remove(FaultKind.APPLICATION_KILL);
        }
        return new Plan(seed, setup, CLIENTS, length, kinds, true, PATIENCE);
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
