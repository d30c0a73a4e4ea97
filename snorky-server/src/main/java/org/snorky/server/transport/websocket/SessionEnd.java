package org.snorky.server.transport.websocket;

import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.session.CloseReason;

/** The end of a container's session, which tells the client why where that is possible. */
public final class SessionEnd {

    private static final Logger log = LoggerFactory.getLogger(SessionEnd.class);

    private SessionEnd() {}

    public static void close(Session session, CloseReason reason) {
        try {
            session.close(new jakarta.websocket.CloseReason(CloseCodes.getCloseCode(reason.code()), reason.text()));
        } catch (IOException | RuntimeException gone) {
            log.debug("Session {} could not be told why it closes: {}", session.getId(), reason, gone);
        }
    }
}
