package org.snorky.server.transport.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a key must be so that it protects anything. */
final class KeyQuality {

    static final int MIN_LENGTH = 16;

    private static final int MIN_DIFFERENT = 6;
    private static final int MIN_STEPS = 4;

    /** What is written where a key should be, in documentation, examples and haste; alone or in any row. */
    private static final Pattern WELL_KNOWN =
            Pattern.compile("(swordfish|password|passwort|passwd|pass|secret|changeme|change"
                    + "|me|please|insert|replace|your|my|the|this|here|key|token|api|backend|server|snorky|default|admin|administrator|root|user|test"
                    + "|testing|example|sample|demo|dev|development|production|prod|local|localhost|letmein|welcome|qwertyuiop"
                    + "|qwertz|qwerty|asdfghjkl|iloveyou|foo|bar|baz|[0-9]|[^a-z0-9])+");

    private KeyQuality() {}

    /**
     * @param place where the key comes from, for the message; never the key
     * @throws UnsafeBackendKeyException if the key is blank, short, well known or a mere pattern, or cannot stand in a header
     */
    static void check(String key, String place) {
        String wrong = wrong(key);
        if (wrong != null) {
            throw new UnsafeBackendKeyException(place + " " + wrong);
        }
    }

    private static @Nullable String wrong(String key) {
        if (key.isBlank()) {
            return "is blank";
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
            return "has characters that cannot stand in a header";
        }
        if (key.length() < MIN_LENGTH) {
            return "is shorter than " + MIN_LENGTH + " characters";
        }
        if (WELL_KNOWN.matcher(key.toLowerCase(Locale.ROOT)).matches() && !isLongNumber(key)) {
            return "is made of well-known words";
        }
        return key.chars().distinct().count() < MIN_DIFFERENT || steps(key) < MIN_STEPS
                ? "is a pattern that can be guessed"
                : null;
    }

    /** Digits alone are judged by their order. */
    private static boolean isLongNumber(String key) {
        return key.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** How often the next character is no neighbour of the one before: hardly ever in sequences and repetitions. */
    private static int steps(String key) {
        int steps = 0;
        for (int i = 1; i < key.length(); i++) {
            steps += Math.abs(key.charAt(i) - key.charAt(i - 1)) > 1 ? 1 : 0;
        }
        return steps;
    }
}
