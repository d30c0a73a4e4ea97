package org.snorky.server.transport.sockjs;

import java.util.List;
import java.util.concurrent.Executor;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.transport.socket.FrameWriter;
import org.snorky.server.transport.socket.MessageByMessage;

/** The way out to a client that polls: a write that its cache has no room for ends with the poll that makes some. */
final class PollingFrameWriter extends MessageByMessage {

    private final BoundedPollingSession session;
    private final FrameWriter writer;
    private final Executor later;

    PollingFrameWriter(BoundedPollingSession session, FrameWriter writer, Executor later) {
        this.session = session;
        this.writer = writer;
        this.later = later;
    }

    @Override
    protected void write(OutboundMessage message, Completion completion) {
        if (session.hasRoom()) {
            writer.write(List.of(message), completion);
        } else {
            // On another thread, for a poll holds the lock of its session.
            session.whenRoom(() -> later.execute(() -> writer.write(List.of(message), completion)));
        }
    }

    /** Between two polls Spring forgets what is cached when the session is closed. */
    @Override
    public boolean hearsClose() {
        return session.isActive();
    }

    @Override
    public void close(CloseReason reason) {
        writer.close(reason);
    }
}
