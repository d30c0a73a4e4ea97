package org.snorky.client;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Repeats what failed for want of an answer, with full-jitter exponential backoff, so that many applications do not come
 * back in step.
 */
record Retries(int count, Duration firstBackoff, Pause pause, RandomGenerator random) {

    private static final int MOST_DOUBLINGS = 6;

    /** For what may be done twice. */
    <T> T repeatable(Supplier<T> request) {
        return attempt(request, failure -> true);
    }

    /** For what must not be done twice: repeated only if the server certainly did not get it. */
    <T> T once(Supplier<T> request) {
        return attempt(request, failure -> !failure.mayHaveArrived());
    }

    private <T> T attempt(Supplier<T> request, Predicate<SnorkyUnavailableException> repeat) {
        for (int attempt = 0; ; attempt++) {
            try {
                return request.get();
            } catch (SnorkyUnavailableException failure) {
                if (attempt >= count || !repeat.test(failure)) {
                    throw failure;
                }
                backOff(attempt, failure);
            }
        }
    }

    private void backOff(int attempt, SnorkyUnavailableException failure) {
        long ceiling = firstBackoff.toNanos() << Math.min(attempt, MOST_DOUBLINGS);
        try {
            pause.waitFor(Duration.ofNanos(ceiling == 0 ? 0 : random.nextLong(ceiling) + 1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
