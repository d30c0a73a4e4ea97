package org.snorky.server.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One connected client.
 *
 * <ol>
 *   <li>Messages reach the client in the order of the calls of {@link #send}, each once, until the session closes.
 *   <li>{@link #send} and {@link #sendAll} never block and never fail: a closed session takes messages and forgets them,
 *       and one whose queue is full closes, so that no client is ever missing a message without knowing.
 *   <li>Sessions are equal only if they are the same session.
 * </ol>
 *
 * All methods may be called by any thread.
 */
public interface ClientSession {

    /** Unique among the sessions of this process, and not secret. */
    String id();

    /** How the client is connected: {@code websocket}, {@code sockjs} or {@code http}. */
    String transport();

    /** Who the client is, any JSON value, or null where nothing authenticated it. */
    @Nullable JsonNode identity();

    /** The client's network address, or an empty string where it is not known. */
    String remoteAddress();

    /** Queues a message. */
    void send(OutboundMessage message);

    /** Queues messages one after the other, without any of others between where they find room. */
    default void sendAll(List<OutboundMessage> messages) {
        messages.forEach(this::send);
    }

    /** How many more bytes the queue takes before it is full. */
    long remainingCapacity();

    /** Closes the connection once what is queued has been sent, or at once where that is not possible. */
    void close(CloseReason reason);

    boolean isOpen();
}
