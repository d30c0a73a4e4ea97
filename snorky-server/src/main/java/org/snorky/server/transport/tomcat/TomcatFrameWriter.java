package org.snorky.server.transport.tomcat;

import jakarta.websocket.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.transport.socket.FrameWriter;
import org.snorky.server.transport.websocket.SessionEnd;

/** The way out by Tomcat's socket: the frames of a write leave gathered, and nobody waits. */
final class TomcatFrameWriter implements FrameWriter {

    private static final byte[] NOTHING = {};

    private final FrameOutput output;
    private final Session session;
    private final Patience patience;

    TomcatFrameWriter(FrameOutput output, Session session, Patience patience) {
        this.output = output;
        this.session = session;
        this.patience = patience;
    }

    /** How long a client that has to be waited for may take to hear why it is closed. */
    record Patience(Duration time, ScheduledExecutorService scheduler) {}

    @Override
    public void write(List<OutboundMessage> messages, Completion completion) {
        output.write(Frames.ofText(messages), completion);
    }

    @Override
    public void ping(Completion completion) {
        output.write(Frames.of(Frames.PING, NOTHING), completion);
    }

    @Override
    public void close(CloseReason reason) {
        SessionEnd.close(session, reason);
        if (!output.isIdle()) {
            patience.scheduler().schedule(output::hangUp, patience.time().toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
