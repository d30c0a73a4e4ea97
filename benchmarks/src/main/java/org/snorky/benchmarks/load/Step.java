package org.snorky.benchmarks.load;

import org.jspecify.annotations.Nullable;

/**
 * One step of a conversation that makes a connection ready: something to say, something to hear, or both in this order.
 *
 * @param message what to send, as one frame
 * @param awaited what must then come, somewhere in the text of the frames that have come since the step before; the next step
 *     begins after it
 */
public record Step(@Nullable String message, @Nullable String awaited) {

    /** Sends a message and goes on at once. */
    public static Step say(String message) {
        return new Step(message, null);
    }

    /** Sends a message and waits for what contains a text. */
    public static Step say(String message, String awaited) {
        return new Step(message, awaited);
    }

    /** Waits for what contains a text, as from servers that speak first. */
    public static Step hear(String awaited) {
        return new Step(null, awaited);
    }
}
