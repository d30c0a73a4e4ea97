package org.snorky.server.transport.socket;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;

/**
 * The way out of one connection: frames, one at a time.
 *
 * <ol>
 *   <li>{@link #write} and {@link #ping} are called by one thread at a time, and after a write not again before its
 *       completion.
 *   <li>{@link #close} may come at any moment, from any thread, also during a write that does not end.
 * </ol>
 */
public interface FrameWriter {

    /** Writes a message as one text frame, and completes it once: now or later, on this thread or another. */
    void write(OutboundMessage message, Completion completion);

    /**
     * Asks the client for a sign of life, where the transport has such a question.
     *
     * @throws IOException if the connection is broken
     */
    default void ping() throws IOException {}

    /**
     * Whether the client would hear of a close now. One that polls does while a poll of it waits, which then has got all
     * that came before.
     */
    default boolean hearsClose() {
        return true;
    }

    /** Closes the connection; may block for a bounded time. */
    void close(CloseReason reason);

    /** Hears of the end of a write. */
    @FunctionalInterface
    interface Completion {

        /** @param failure why nothing was written, or null where it was */
        void done(@Nullable Throwable failure);
    }
}
