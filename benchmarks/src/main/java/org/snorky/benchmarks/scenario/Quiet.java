package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.snorky.benchmarks.measure.CpuTime;
import org.snorky.benchmarks.measure.ProcessTree;

/** Waiting for a server that has work left from what came before, so that nobody else's run pays for it. */
final class Quiet {

    private static final long LOOK = Duration.ofMillis(50).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(3).toNanos();
    private static final double BUSY = 0.1;

    private Quiet() {}

    /** Returns when a server uses hardly any CPU time, or never seems to stop. */
    static void await(ProcessTree server) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        CpuTime before = server.cpuTime();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK);
            CpuTime now = server.cpuTime();
            if (now.nanosSince(before) < BUSY * LOOK) {
                return;
            }
            before = now;
        }
    }
}
