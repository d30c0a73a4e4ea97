package org.snorky.server.transport.sockjs;

import java.util.Map;
import java.util.concurrent.Executor;
import org.snorky.server.transport.socket.BlockingFrameWriter;
import org.snorky.server.transport.socket.FrameWriter;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.sockjs.transport.handler.XhrPollingTransportHandler;
import org.springframework.web.socket.sockjs.transport.session.PollingSockJsSession;

/** The polling transport with a bound on what its sessions cache between two polls; the rest waits in our own queues. */
public final class BoundedPolling extends XhrPollingTransportHandler {

    private final long maxCharacters;

    /** @param maxCharacters of all messages of a session's cache together; one message alone may be longer */
    public BoundedPolling(long maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    @Override
    public PollingSockJsSession createSession(String id, WebSocketHandler handler, Map<String, Object> attributes) {
        return new BoundedPollingSession(id, getServiceConfig(), handler, attributes, maxCharacters);
    }

    /**
     * The way out of a SockJS session, of whatever transport.
     *
     * @param later runs a write that had to wait for a poll
     */
    public static FrameWriter writer(WebSocketSession session, Executor later) {
        FrameWriter writer = new BlockingFrameWriter(session, false);
        return session instanceof BoundedPollingSession polling
                ? new PollingFrameWriter(polling, writer, later)
                : writer;
    }
}
