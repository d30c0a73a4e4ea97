package org.snorky.benchmarks.scenario;

import java.util.List;

/** All scenarios, in the order in which they run. */
public final class Scenarios {

    private Scenarios() {}

    public static List<Scenario> all() {
        return List.of(
                new FanOut(),
                new IdleMemory(),
                new Ingest(),
                new ResumeStorm(),
                new SlowClients(),
                new Matching(),
                new Nodes(),
                new NodeDies(),
                new RollingDeploy());
    }
}
