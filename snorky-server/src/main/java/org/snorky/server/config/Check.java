package org.snorky.server.config;

import java.time.Duration;

/** Refuses settings that cannot work, naming them. */
final class Check {

    private Check() {}

    static void positive(String key, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(key + " must be positive, not " + value);
        }
    }

    static void notNegative(String key, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(key + " must not be negative, but is " + value);
        }
    }

    static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(key + " must be positive, not " + value);
        }
    }

    static void notNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(key + " must not be negative, but is " + value);
        }
    }

    static void path(String key, String value) {
        if (!value.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new IllegalArgumentException(key + " must be a path such as /ws, not '" + value + "'");
        }
    }
}
