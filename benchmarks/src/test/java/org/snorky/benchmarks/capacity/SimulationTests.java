package org.snorky.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimulationTests {

    private static final Costs COSTS =
            new Costs(10_000, 1_000, 2, 10, 1_000, 100, 200, 3, 50, 2, 5, 40, 2, 100, 50, 1, 40, 20, 10, 1_000);
    private static final Plan PLAN = new Plan(30_000, 1, 10, 1, 200, 100, 2, 2_000);

    @Test
    void isAsBusyAsTheFormulaSaysWhileNothingHappens() {
        Outcome outcome = new Simulation(PLAN, COSTS, 3, Balancing.IN_TURN).through(new Incident.Nothing());
        assertThat(outcome.peakUtilisation()).isCloseTo(new Sizing(PLAN, COSTS).utilisation(3), within(0.001));
        assertThat(outcome.reconnects()).isZero();
        assertThat(outcome.secondsToLast()).isZero();
    }

    @Nested
    class WhenANodeDies {

        @Test
        void bringsEachOfItsClientsBackOnceWhereTheOthersHaveRoom() {
            Simulation simulation = new Simulation(PLAN.withConnections(3_000), COSTS, 3, Balancing.IN_TURN);
            Outcome outcome = simulation.through(new Incident.NodeDies(0));
            assertThat(outcome.reconnects()).isCloseTo(1_000, within(0.01));
            assertThat(outcome.secondsToLast()).isCloseTo(1, within(0.2));
            assertThat(simulation.clients()).isCloseTo(3_000, within(0.01));
        }

        @Test
        void takesAsLongAsTheWorkOfConnectingWhereThatIsWhatIsScarce() {
            Outcome outcome = new Simulation(PLAN, COSTS, 3, Balancing.IN_TURN).through(new Incident.NodeDies(0));
            // 10,000 clients at 1.1 ms each, on the two nodes with two processors that are left.
            assertThat(outcome.secondsToLast()).isCloseTo(10_000 * 1.1e-3 / 4, within(0.3));
            assertThat(outcome.peakUtilisation()).isEqualTo(1);
            assertThat(outcome.p99During()).isEqualTo(100);
        }

        @Test
        void keepsAllClientsThoughManyGiveUpAndComeAgain() {
            Simulation simulation = new Simulation(PLAN.withConnections(300_000), COSTS, 3, Balancing.IN_TURN);
            Outcome outcome = simulation.through(new Incident.NodeDies(2));
            assertThat(outcome.timeouts()).isPositive();
            assertThat(outcome.reconnects()).isGreaterThan(100_000 + outcome.timeouts());
            assertThat(simulation.clients()).isCloseTo(300_000, within(1.0));
        }
    }

    @Nested
    class WhenNodesAreReplaced {

        @Test
        void movesEveryClientAndLosesNone() {
            Simulation simulation = new Simulation(PLAN, COSTS, 3, Balancing.IN_TURN);
            Outcome outcome = simulation.through(new Incident.RollingDeploy(5, 1_000, 30));
            assertThat(simulation.clients()).isCloseTo(30_000, within(1.0));
            // The oldest have each round's share of those sent away before them: 1, then 4/3, then 16/9 thirds.
            assertThat(outcome.reconnects()).isCloseTo(10_000 * (1 + 4.0 / 3 + 16.0 / 9), within(100.0));
        }

        @Test
        void movesFewerWhereTheNewNodeGetsThem() {
            Outcome inTurn =
                    new Simulation(PLAN, COSTS, 3, Balancing.IN_TURN).through(new Incident.RollingDeploy(5, 1_000, 30));
            Outcome least = new Simulation(PLAN, COSTS, 3, Balancing.LEAST_CONNECTIONS)
                    .through(new Incident.RollingDeploy(5, 1_000, 30));
            assertThat(least.reconnects()).isCloseTo(30_000, within(10.0));
            assertThat(inTurn.reconnects()).isGreaterThan(40_000);
            // The price: it has to connect them all by itself.
            assertThat(least.peakUtilisation()).isGreaterThan(inTurn.peakUtilisation());
        }

        @Test
        void isSlowerAndGentlerTheMoreItIsSpread() {
            Outcome hasty = new Simulation(PLAN, COSTS, 3, Balancing.IN_TURN)
                    .through(new Incident.RollingDeploy(5, 100_000, 30));
            Outcome patient =
                    new Simulation(PLAN, COSTS, 3, Balancing.IN_TURN).through(new Incident.RollingDeploy(5, 1_000, 30));
            assertThat(hasty.peakUtilisation()).isEqualTo(1);
            assertThat(patient.peakUtilisation()).isLessThan(0.7);
            assertThat(patient.secondsToLast()).isGreaterThan(hasty.secondsToLast());
        }
    }

    @Test
    void asksTheApplicationForEveryListWhenTheLogIsLost() {
        Outcome outcome = new Simulation(PLAN, COSTS, 3, Balancing.IN_TURN).through(new Incident.LogLost(10));
        assertThat(outcome.fetchesPerSecond()).isEqualTo(3_000);
        assertThat(outcome.reconnects()).isZero();
        assertThat(outcome.secondsToLast()).isCloseTo(10, within(0.2));
    }

    @Test
    void waitsForRedisWhereThatIsWhatIsScarce() {
        Plan plan = new Plan(3_000_000, 1, 10, 1, 200, 100, 64, 200_000);
        Outcome outcome = new Simulation(plan, COSTS, 3, Balancing.IN_TURN).through(new Incident.LogLost(10));
        int shards = new Sizing(plan, COSTS).shards();
        assertThat(outcome.secondsToLast()).isCloseTo(3_000_000 * 20e-6 / shards, within(0.3));
        assertThat(outcome.peakUtilisation()).isLessThan(1);
    }

    @Test
    void givesTheSameEachTime() {
        Incident incident = new Incident.NodeDies(2);
        assertThat(new Simulation(PLAN, COSTS, 3, Balancing.IN_TURN).through(incident))
                .isEqualTo(new Simulation(PLAN, COSTS, 3, Balancing.IN_TURN).through(incident));
    }
}
