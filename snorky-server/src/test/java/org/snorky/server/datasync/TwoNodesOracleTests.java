package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.server.datasync.log.DistantLog;

/** Never silently stale with two nodes: random runs in which the log breaks, nodes lag and are cut off, and clients change nodes. */
class TwoNodesOracleTests {

    private static final int RUNS = 30;
    private static final int STEPS = 300;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyClientConvergesOrIsTold(int series) {
        Map<String, Integer> seen = new HashMap<>();
        for (int run = 0; run < RUNS; run++) {
            TwoNodesRun random = new TwoNodesRun(1000L * series + run, node -> node);
            random.steps(STEPS);
            assertThat(random.settle()).as("seed %d of series %d", run, series).isEmpty();
            random.seen().forEach((what, times) -> seen.merge(what, times, Integer::sum));
        }
        assertThat(seen)
                .as("what a run that proves something has met")
                .containsKeys(
                        "delta",
                        "resync log_lost",
                        "resync taken_over",
                        "resync revoked",
                        "refused position_lost",
                        "refused no_such_subscription",
                        "refused unavailable",
                        "resumed",
                        "plain closed",
                        "publish unavailable",
                        "publish timeout");
    }

    @Test
    void aBreakThatNobodyHearsOfIsFound() {
        assertThat(violations(DeafLog.ofBreaks())).isPositive();
    }

    @Test
    void aWithdrawalThatNobodyHearsOfIsFound() {
        assertThat(violations(DeafLog.ofWithdrawals())).isPositive();
    }

    private static int violations(UnaryOperator<DistantLog> fault) {
        int violations = 0;
        for (int run = 0; run < RUNS; run++) {
            TwoNodesRun random = new TwoNodesRun(run, fault);
            random.steps(STEPS);
            violations += random.settle().size();
        }
        return violations;
    }
}
