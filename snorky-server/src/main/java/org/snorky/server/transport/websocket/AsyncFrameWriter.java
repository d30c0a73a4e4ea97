package org.snorky.server.transport.websocket;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.transport.socket.FrameWriter;

/** The way out through a container's own asynchronous sends: a client that takes nothing holds no thread. */
final class AsyncFrameWriter implements FrameWriter {

    private static final Logger log = LoggerFactory.getLogger(AsyncFrameWriter.class);

    /** Tomcat's bound on what has no asynchronous form: pings, and the close frame. Others ignore it. */
    private static final String TOMCAT_BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private final Session session;
    private final RemoteEndpoint.Async remote;

    AsyncFrameWriter(Session session, long blockingMillis) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        session.getUserProperties().put(TOMCAT_BLOCKING_SEND_TIMEOUT, blockingMillis);
    }

    @Override
    public void write(OutboundMessage message, Completion completion) {
        SendHandler handler = result -> completion.done(result.isOK() ? null : result.getException());
        remote.sendText(message.text(), handler);
    }

    @Override
    public void ping() throws IOException {
        remote.sendPing(ByteBuffer.allocate(0));
    }

    @Override
    public void close(CloseReason reason) {
        try {
            session.close(new jakarta.websocket.CloseReason(code(reason), reason.text()));
        } catch (IOException | RuntimeException gone) {
            log.debug("Session {} could not be told why it closes: {}", session.getId(), reason, gone);
        }
    }

    private static jakarta.websocket.CloseReason.CloseCode code(CloseReason reason) {
        return jakarta.websocket.CloseReason.CloseCodes.getCloseCode(reason.code());
    }
}
