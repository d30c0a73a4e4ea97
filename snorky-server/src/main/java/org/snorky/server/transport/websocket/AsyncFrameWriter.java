package org.snorky.server.transport.websocket;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.transport.socket.MessageByMessage;

/** The way out through a container's own asynchronous sends: a client that takes nothing holds no thread. */
final class AsyncFrameWriter extends MessageByMessage {

    /** Tomcat's bound on what has no asynchronous form: pings, and the close frame. Others ignore it. */
    private static final String TOMCAT_BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final Executor blocking;

    /** @param blocking runs what has no asynchronous form */
    AsyncFrameWriter(Session session, long blockingMillis, Executor blocking) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        this.blocking = blocking;
        session.getUserProperties().put(TOMCAT_BLOCKING_SEND_TIMEOUT, blockingMillis);
    }

    @Override
    protected void write(OutboundMessage message, Completion completion) {
        SendHandler handler = result -> completion.done(result.isOK() ? null : result.getException());
        remote.sendText(message.text(), handler);
    }

    @Override
    public void ping(Completion completion) {
        blocking.execute(() -> {
            try {
                remote.sendPing(ByteBuffer.allocate(0));
            } catch (IOException | RuntimeException broken) {
                completion.done(broken);
                return;
            }
            completion.done(null);
        });
    }

    /** Ends a write, too: Tomcat tells no end of a long message that the end of its connection has interrupted. */
    @Override
    public void close(CloseReason reason) {
        SessionEnd.close(session, reason);
        abort();
    }
}
