package org.snorky.oracle.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that somebody sets while it runs. */
final class SteppableClock implements InstantSource {

    private final InstantSource real;
    private volatile Duration step = Duration.ZERO;

    SteppableClock(InstantSource real) {
        this.real = real;
    }

    /** Sets it so far before or behind the real one. */
    void step(Duration away) {
        step = away;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(step);
    }
}
