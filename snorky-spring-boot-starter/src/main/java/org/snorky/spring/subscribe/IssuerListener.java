package org.snorky.spring.subscribe;

import java.time.Duration;

/** Hears how each wish for a token ended, for metrics. */
@FunctionalInterface
public interface IssuerListener {

    /** @param time what it took */
    void issued(Result result, Duration time);

    /** How a wish for a token ended. */
    enum Result {
        ISSUED,
        /** The server does not know the dealer, or cannot understand the query or the key. */
        REFUSED,
        /** The server gave no answer. */
        FAILED,
        /** The server was not asked, since it was away a moment ago. */
        SKIPPED
    }
}
