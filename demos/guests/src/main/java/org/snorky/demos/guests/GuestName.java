package org.snorky.demos.guests;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A name somebody may have here: short, printable, and unlike a path. */
record GuestName(String text) {

    static final String RULE = "A name has 1 to 24 letters and digits; in between, single spaces and - . _ ' too";

    private static final Pattern ALLOWED =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} ._'-]{0,22}[\\p{L}\\p{M}\\p{N}])?");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** The name somebody meant, in its normal form, or empty if it breaks the {@link #RULE}. */
    static Optional<GuestName> of(String wanted) {
        if (wanted.length() > 200) {
            return Optional.empty();
        }
        String normal = SPACES.matcher(Normalizer.normalize(wanted, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip();
        return ALLOWED.matcher(normal).matches() ? Optional.of(new GuestName(normal)) : Optional.empty();
    }

    /** Equal for names that people would take for the same. */
    String key() {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
