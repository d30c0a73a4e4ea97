package org.snorky.server.store.redis.link;

import java.util.concurrent.atomic.AtomicInteger;

/** Heartbeats, counted: what is published seldom gets lost, so that to look for it with each would be waste. */
public final class Beats {

    private static final int BETWEEN = 5;

    private final AtomicInteger count = new AtomicInteger();

    /** Counts one more, and tells whether it is time to look. */
    public boolean isDue() {
        return count.getAndIncrement() % BETWEEN == 0;
    }
}
