package org.snorky.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class SizingTests {

    private static final Costs COSTS = Costs.measured();

    @Test
    void givesAClusterOneNodeToSpare() {
        Sizing small = new Sizing(new Plan(100, 1, 1, 1, 200, 10, 2, 1_000), COSTS);
        assertThat(small.nodes()).isEqualTo(2);
    }

    @Test
    void holdsClientsInMemoryWithoutThatOne() {
        Plan plan = new Plan(1_000_000, 2, 10, 1, 200, 100, 64, 8_000);
        Sizing sizing = new Sizing(plan, COSTS);
        assertThat(sizing.clientMegabytes() / (sizing.nodes() - 1)).isLessThanOrEqualTo(plan.nodeMegabytes());
    }

    @Test
    void getsOverTheLossOfANodeBeforeClientsLosePatience() {
        Plan plan = new Plan(1_000_000, 2, 1_000, 2, 300, 500, 8, 8_000);
        int nodes = new Sizing(plan, COSTS).nodes();
        Outcome outcome =
                new Simulation(plan, COSTS, nodes, Balancing.LEAST_CONNECTIONS).through(new Incident.NodeDies(0));
        assertThat(outcome.timeouts()).isZero();
        assertThat(outcome.secondsToLast()).isLessThan(2 * Sizing.SOON);
    }

    @Test
    void dividesWhatOneLogCannotCarry() {
        Cells cells = Cells.of(new Plan(100_000_000, 2, 100_000, 2, 300, 500, 8, 8_000), COSTS);
        assertThat(cells.count()).isGreaterThan(1);
        assertThat(cells.each().logUtilisation(cells.each().nodes())).isLessThanOrEqualTo(Sizing.BUSY);
        assertThat(new Sizing(
                        new Plan(100_000_000, 2, 100_000, 2, 300, 500, 8, 8_000).dividedBy(cells.count() - 1), COSTS))
                .satisfies(fewer -> assertThat(fewer.logUtilisation(fewer.nodes()) > Sizing.BUSY
                                || fewer.logEgress(fewer.nodes()) > 625)
                        .isTrue());
    }

    @Test
    void namesACostThatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Costs.of(new Properties()))
                .withMessageContaining("connectionBytes");
    }
}
