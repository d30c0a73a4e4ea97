package org.snorky.oracle.trial;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.snorky.oracle.world.Difference;
import org.snorky.oracle.world.World;

/** Waits until every list is live and equal to its SELECT, and stays so when nothing is on its way any more. */
public final class Convergence {

    private static final Duration POLL = Duration.ofMillis(100);

    private final World world;
    private final Duration patience;
    private List<Difference> last = List.of();

    public Convergence(World world, Duration patience) {
        this.world = world;
        this.patience = patience;
    }

    /**
     * Waits.
     *
     * @return how long it took from now
     * @throws MismatchException if it takes longer than patience has it
     */
    public Duration await() {
        long start = System.nanoTime();
        long[] converged = new long[1];
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(patience)
                    .until(() -> {
                        boolean equal = isEqual();
                        converged[0] = equal ? System.nanoTime() : 0;
                        return equal && world.isTold() && isStillEqual();
                    });
        } catch (ConditionTimeoutException stays) {
            throw new MismatchException(
                    last.size() + " lists are not equal to their SELECTs after " + patience.toSeconds() + " s", last);
        }
        return Duration.ofNanos(converged[0] - start);
    }

    private boolean isEqual() {
        last = world.differences();
        return last.isEmpty();
    }

    /** What an application has told may still have been on its way to a client. */
    private boolean isStillEqual() {
        Awaitility.await().pollDelay(POLL).until(() -> true);
        return isEqual();
    }
}
