package org.snorky.server.transport.socket;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** The way that works on every container and for SockJS: a write holds its thread until the client's buffers took it. */
public final class BlockingFrameWriter implements FrameWriter {

    private static final Logger log = LoggerFactory.getLogger(BlockingFrameWriter.class);

    private final WebSocketSession session;
    private final boolean hasPings;

    /** @param hasPings whether the connection knows pings; SockJS has heartbeats of its own */
    public BlockingFrameWriter(WebSocketSession session, boolean hasPings) {
        this.session = session;
        this.hasPings = hasPings;
    }

    @Override
    public void write(List<OutboundMessage> messages, Completion completion) {
        try {
            for (OutboundMessage message : messages) {
                session.sendMessage(new TextMessage(message.utf8()));
            }
        } catch (IOException | RuntimeException broken) {
            completion.done(broken);
            return;
        }
        completion.done(null);
    }

    @Override
    public void ping(Completion completion) {
        try {
            if (hasPings) {
                session.sendMessage(new PingMessage());
            }
        } catch (IOException | RuntimeException broken) {
            completion.done(broken);
            return;
        }
        completion.done(null);
    }

    @Override
    public void close(CloseReason reason) {
        try {
            session.close(new CloseStatus(reason.code(), reason.text()));
        } catch (IOException | RuntimeException gone) {
            log.debug("Session {} could not be told why it closes: {}", session.getId(), reason, gone);
        }
    }
}
