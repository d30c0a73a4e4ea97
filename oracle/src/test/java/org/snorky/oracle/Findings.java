package org.snorky.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.snorky.oracle.trial.Convergence;
import org.snorky.oracle.trial.MismatchException;
import org.snorky.oracle.world.World;

/** What the oracle is to say of worlds in which a fault is planted. */
final class Findings {

    private Findings() {}

    /** Some list has other rows than its SELECT when the patience is over. */
    static void assertMismatch(World world, Duration patience) {
        assertThatThrownBy(() -> new Convergence(world, patience).await())
                .isInstanceOfSatisfying(MismatchException.class, mismatch -> {
                    System.out.println(mismatch.getMessage());
                    assertThat(mismatch.differences())
                            .anyMatch(difference -> !difference.rows().isEmpty());
                });
    }
}
