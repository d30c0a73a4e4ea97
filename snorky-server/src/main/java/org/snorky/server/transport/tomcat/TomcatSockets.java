package org.snorky.server.transport.tomcat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.snorky.server.transport.socket.FrameWriter;
import org.snorky.server.transport.tomcat.TomcatFrameWriter.Patience;
import org.snorky.server.transport.websocket.DirectSockets;

/** What Tomcat lends of its sockets, by public classes of it. */
public final class TomcatSockets implements DirectSockets {

    private static final String LOAN = SocketLoan.class.getName();

    /** How long a client may take to answer a close before Tomcat cuts the connection. */
    private static final String CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private final Scratch scratch;
    private final Patience patience;

    /**
     * @param writers how many threads write
     * @param closeTime how long the end of a connection may take
     * @param scheduler runs what is left to do then, which is short
     */
    public TomcatSockets(int writers, Duration closeTime, ScheduledExecutorService scheduler) {
        this.scratch = new Scratch(8 * writers);
        this.patience = new Patience(closeTime, scheduler);
    }

    @Override
    public HttpServletRequest prepare(HttpServletRequest handshake) {
        return new LendingRequest(handshake, new SocketLoan(scratch));
    }

    @Override
    public void keep(HttpServletRequest prepared, Map<String, Object> attributes) {
        if (prepared instanceof LendingRequest request) {
            attributes.put(LOAN, request.loan());
        }
    }

    @Override
    public @Nullable FrameWriter writer(Map<String, Object> attributes, Session session) {
        FrameOutput output = attributes.get(LOAN) instanceof SocketLoan loan ? loan.output() : null;
        if (output == null) {
            return null;
        }
        session.getUserProperties().put(CLOSE_TIMEOUT, patience.time().toMillis());
        return new TomcatFrameWriter(output, session, patience);
    }
}
