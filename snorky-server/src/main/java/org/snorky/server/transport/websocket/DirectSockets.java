package org.snorky.server.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.server.transport.socket.FrameWriter;

/**
 * What one kind of container lends of its sockets beside the common API.
 *
 * <p>A handshake is prepared, what was prepared is kept among the attributes of its connection, and the connection then
 * has a way out of its own, or has none and is served by the common API: because the container is another one, is set up
 * otherwise, or has agreed with the client on an extension that changes frames.
 */
public interface DirectSockets {

    /** What containers lend of which nothing is known. */
    DirectSockets NONE = new DirectSockets() {

        @Override
        public HttpServletRequest prepare(HttpServletRequest handshake) {
            return handshake;
        }

        @Override
        public void keep(HttpServletRequest prepared, Map<String, Object> attributes) {}

        @Override
        public @Nullable FrameWriter writer(Map<String, Object> attributes, Session session) {
            return null;
        }
    };

    /** The request with which the handshake has to go on. */
    HttpServletRequest prepare(HttpServletRequest handshake);

    /** Keeps what was prepared for the connection that the handshake leads to. */
    void keep(HttpServletRequest prepared, Map<String, Object> attributes);

    /** The way out of a connection that is open now, or null where it has none of its own. */
    @Nullable FrameWriter writer(Map<String, Object> attributes, Session session);
}
