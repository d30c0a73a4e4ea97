package org.snorky.server.transport.websocket;

import jakarta.websocket.Session;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.snorky.server.transport.socket.BlockingFrameWriter;
import org.snorky.server.transport.socket.WayOut;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/** Chooses the asynchronous way out where the container has one, and the blocking one elsewhere. */
public final class WebSocketWays implements Function<WebSocketSession, WayOut> {

    private final int messageSize;
    private final Duration sendTime;
    private final Executor writes;
    private final Executor blockingWrites;

    /**
     * @param sendTime how long a send may block that has no asynchronous form
     * @param writes runs what never blocks
     * @param blockingWrites runs what waits for clients
     */
    public WebSocketWays(int messageSize, Duration sendTime, Executor writes, Executor blockingWrites) {
        this.messageSize = messageSize;
        this.sendTime = sendTime;
        this.writes = writes;
        this.blockingWrites = blockingWrites;
    }

    @Override
    public WayOut apply(WebSocketSession connection) {
        if (connection instanceof NativeWebSocketSession container) {
            Session session = container.getNativeSession(Session.class);
            if (session != null) {
                return new WayOut(new AsyncFrameWriter(session, sendTime.toMillis()), writes);
            }
        }
        connection.setTextMessageSizeLimit(messageSize);
        return new WayOut(new BlockingFrameWriter(connection, true), blockingWrites);
    }
}
