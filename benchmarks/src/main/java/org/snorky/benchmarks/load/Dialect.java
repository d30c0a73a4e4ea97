package org.snorky.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How clients talk to one running server.
 *
 * <ul>
 *   <li>Each message published comes to each subscriber once and in order.
 *   <li>The payload comes as it was published, unescaped, in one frame; what surrounds it is free, and so is how many messages
 *       share a frame.
 * </ul>
 *
 * <p>Called by one thread at a time.
 */
public interface Dialect {

    /**
     * The opening request of a subscriber.
     *
     * @param client its number, from 0 on
     * @param subscriptions how many it will have, for servers that are told so by the request
     */
    Handshake handshake(int client, int subscriptions);

    /**
     * What a subscriber says and hears after the handshake. It may ask the server beforehand, for a token say.
     *
     * @param client its number, from 0 on
     * @param subscriptions how many it has: the first is to what the publisher publishes, all others to what nobody does
     */
    List<Step> subscribe(int client, int subscriptions);

    /** The way to publish what subscribers get. */
    Publisher publisher();

    /** Whether subscribers send binary frames. */
    default boolean binary() {
        return false;
    }

    /** The text frame by which the server asks whether a subscriber is alive, and the answer; where pings of WebSocket do that, nothing. */
    default Optional<Heartbeat> heartbeat() {
        return Optional.empty();
    }

    /**
     * How a subscriber goes on that has lost its connection, or nothing where that is a failure. It may lose that one, too, and
     * then is asked for again.
     *
     * @param client its number
     * @param next the number of the message that it has to get next
     */
    default Optional<Comeback> comeBack(int client, long next) {
        return Optional.empty();
    }

    /**
     * Another connection of a subscriber.
     *
     * @param after how long it waits before
     * @param steps what it says and hears after the handshake
     */
    record Comeback(Duration after, Handshake handshake, List<Step> steps) {}

    /**
     * A question and its answer, each the whole of a frame.
     *
     * @param question what the server sends
     * @param answer what it waits for
     */
    record Heartbeat(String question, String answer) {}
}
