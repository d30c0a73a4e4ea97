package org.snorky.server.transport.socket;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;

/**
 * The way out of one connection.
 *
 * <ol>
 *   <li>{@link #write} and {@link #ping} are called by one thread at a time, and after either not again before its
 *       completion.
 *   <li>Messages leave in the order given, each as one text message. Whatever else goes to the client, be it answers to its
 *       pings or the close, goes between frames and not into them.
 *   <li>Each write and each ping is completed once: now or later, on this thread or another, and with a failure where the
 *       connection ended before all of it was handed to the container or the system, at the latest by
 *       {@link #disconnected}.
 *   <li>A write that waits for the client holds no thread and keeps no other connection waiting. The exceptions are writers
 *       that say so, which get threads of their own.
 *   <li>{@link #close} may come at any moment, from any thread, also during a write that does not end. Where a write has ended,
 *       the client gets its messages before the close.
 * </ol>
 */
public interface FrameWriter {

    /**
     * Writes messages, and completes once for all of them.
     *
     * @param messages one or more; not changed by anyone afterwards
     */
    void write(List<OutboundMessage> messages, Completion completion);

    /** Asks the client for a sign of life, where the transport has such a question. */
    default void ping(Completion completion) {
        completion.done(null);
    }

    /**
     * Whether the client would hear of a close now. One that polls does while a poll of it waits, which then has got all
     * that came before.
     */
    default boolean hearsClose() {
        return true;
    }

    /** Closes the connection; may block for a bounded time. */
    void close(CloseReason reason);

    /** Hears that the connection has ended, of which containers do not tell each write that they had begun. */
    default void disconnected() {}

    /** Hears of the end of a write. */
    @FunctionalInterface
    interface Completion {

        /** @param failure why not all was written, or null where it was */
        void done(@Nullable Throwable failure);
    }
}
