package org.snorky.server.transport.socket;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.OutboundMessage;

/**
 * When the clients of a server that stops are told to come back: at random moments, spread evenly over a window.
 *
 * <p>Every client draws its own moment from the whole window, which is as long as it takes to let all of them in again at
 * a rate that the next server bears. So they come as a steady stream, however many they are, and a few come at once.
 */
public final class ComeBackSpread {

    private static final String SERVER = "snorky";

    private final int reconnectsPerSecond;
    private final Duration longest;
    private final RandomGenerator random;

    /**
     * @param reconnectsPerSecond how many clients may come back in a second
     * @param longest no window is longer, though more come in a second then
     * @param random safe for all threads
     */
    public ComeBackSpread(int reconnectsPerSecond, Duration longest, RandomGenerator random) {
        this.reconnectsPerSecond = reconnectsPerSecond;
        this.longest = longest;
        this.random = random;
    }

    /** How long the window is for so many clients. */
    Duration window(int clients) {
        Duration needed = Duration.ofMillis(1000L * clients / reconnectsPerSecond);
        return needed.compareTo(longest) < 0 ? needed : longest;
    }

    /** What one of so many clients is told. */
    OutboundMessage message(int clients) {
        long comeBackIn = random.nextLong(window(clients).toMillis() + 1);
        return OutboundMessage.of(
                SERVER,
                WireJson.mapper().createObjectNode().put("type", "goingAway").put("comeBackIn", comeBackIn));
    }
}
