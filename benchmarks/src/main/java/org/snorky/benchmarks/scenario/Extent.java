package org.snorky.benchmarks.scenario;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param subscribers of fan-out, in ascending order
 * @param connections of idle memory and of the resume storm
 * @param runs of each peer in each setting
 * @param window how long an unthrottled run publishes; a paced one takes twice as long
 * @param warmUp how long a server is used before its first run
 */
public record Extent(List<Integer> subscribers, int connections, int runs, Duration window, Duration warmUp) {

    /** For figures to publish. */
    public static final Extent FULL =
            new Extent(List.of(100, 1000, 5000), 10_000, 5, Duration.ofMillis(600), Duration.ofSeconds(8));

    /** To see that everything works, and roughly how fast. */
    public static final Extent QUICK =
            new Extent(List.of(1000), 2000, 2, Duration.ofMillis(500), Duration.ofSeconds(1));

    Duration paced() {
        return window.multipliedBy(2);
    }
}
