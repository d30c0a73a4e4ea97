package org.snorky.oracle.filter;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The values that rows have and filters ask for: few, so that they meet, and among them those that tempt to mistakes. */
public final class Values {

    /** Lists that random work writes to; others are left to measurements. */
    public static final int LISTS = 5;

    /** With a prefix of others, cases, letters beyond ASCII, and two whose order by UTF-16 units differs. */
    private static final List<@Nullable String> TITLES = Collections.unmodifiableList(Arrays.asList(
            "",
            "a",
            "A",
            "Re",
            "Re: tea",
            "Re: coffee",
            "re: tea",
            "zz",
            "Übung",
            "übung",
            "\uFF5E",
            "\uD83D\uDE00 tea",
            "it's 100%",
            null));

    private static final List<@Nullable String> STATES =
            Collections.unmodifiableList(Arrays.asList("open", "late", "done", null));

    private static final List<String> NAMES = List.of("ann", "bob", "cat");

    private Values() {}

    public static int list(RandomGenerator random) {
        return random.nextInt(LISTS);
    }

    public static @Nullable String title(RandomGenerator random) {
        return TITLES.get(random.nextInt(TITLES.size()));
    }

    public static @Nullable String state(RandomGenerator random) {
        return STATES.get(random.nextInt(STATES.size()));
    }

    public static @Nullable BigDecimal price(RandomGenerator random) {
        return random.nextInt(8) == 0 ? null : BigDecimal.valueOf(random.nextInt(-2, 12) * 25L, 2);
    }

    public static String name(RandomGenerator random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    public static @Nullable Integer level(RandomGenerator random) {
        return random.nextInt(5) == 0 ? null : (Integer) random.nextInt(1, 5);
    }
}
