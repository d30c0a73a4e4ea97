package org.snorky.oracle.trial;

import java.time.Duration;

/**
 * Something that goes wrong, for a while.
 *
 * @param target to whom
 * @param lasts from the end of {@code strike} to the begin of {@code heal}
 */
record Fault(FaultKind kind, String target, Duration lasts, Runnable strike, Runnable heal) {

    @Override
    public String toString() {
        return kind + " of " + target + " for " + lasts.toMillis() + " ms";
    }
}
