package org.snorky.server.transport.websocket;

import jakarta.websocket.Session;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snorky.server.transport.socket.BlockingFrameWriter;
import org.snorky.server.transport.socket.FrameWriter;
import org.snorky.server.transport.socket.Shards;
import org.snorky.server.transport.socket.Turns;
import org.snorky.server.transport.socket.WayOut;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/**
 * Chooses how a connection is written to: directly where its container lends the socket, by the container's asynchronous
 * sends where it has these, and by a thread that waits elsewhere.
 */
public final class WebSocketWays implements Function<WebSocketSession, WayOut> {

    private final int messageSize;
    private final Duration sendTime;
    private final DirectSockets sockets;
    private final Shards shards;
    private final Executor blockingWrites;

    /**
     * @param sendTime how long a send may block that has no asynchronous form
     * @param shards run what never blocks
     * @param blockingWrites runs what waits for clients
     */
    public WebSocketWays(
            int messageSize, Duration sendTime, DirectSockets sockets, Shards shards, Executor blockingWrites) {
        this.messageSize = messageSize;
        this.sendTime = sendTime;
        this.sockets = sockets;
        this.shards = shards;
        this.blockingWrites = blockingWrites;
    }

    @Override
    public WayOut apply(WebSocketSession connection) {
        Session session = session(connection);
        if (session == null) {
            connection.setTextMessageSizeLimit(messageSize);
            return new WayOut(new BlockingFrameWriter(connection, true), Turns.on(blockingWrites));
        }
        FrameWriter direct = sockets.writer(connection.getAttributes(), session);
        return new WayOut(
                direct == null ? new AsyncFrameWriter(session, sendTime.toMillis(), blockingWrites) : direct,
                shards.deal());
    }

    private static @Nullable Session session(WebSocketSession connection) {
        return connection instanceof NativeWebSocketSession container
                ? container.getNativeSession(Session.class)
                : null;
    }
}
