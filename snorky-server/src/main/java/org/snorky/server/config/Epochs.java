package org.snorky.server.config;

import java.util.random.RandomGenerator;
import org.snorky.server.datasync.subscription.Tokens;

/** Names for sequences that begin with this process, never used before. */
final class Epochs {

    private static final int LENGTH = 8;

    private Epochs() {}

    static String next(RandomGenerator random) {
        return new Tokens(random).next().substring(0, LENGTH);
    }
}
