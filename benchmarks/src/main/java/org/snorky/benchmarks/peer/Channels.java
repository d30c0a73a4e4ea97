package org.snorky.benchmarks.peer;

import java.util.List;
import java.util.stream.IntStream;

/** The channels of a benchmark: one with messages, and quiet ones. */
final class Channels {

    static final String BUSY = "news";

    private Channels() {}

    /** The channels of a client with so many subscriptions. */
    static List<String> of(int subscriptions) {
        return IntStream.range(0, subscriptions)
                .mapToObj(i -> i == 0 ? BUSY : "quiet-" + i)
                .toList();
    }
}
