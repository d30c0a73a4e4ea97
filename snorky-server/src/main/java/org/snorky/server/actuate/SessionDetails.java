package org.snorky.server.actuate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Map;
import org.snorky.server.transport.socket.OpenSessions;

/** How many clients are connected, by transport, and how much waits for them. */
public final class SessionDetails implements SnorkyDetails, MeterBinder {

    private static final List<String> TRANSPORTS = List.of("websocket", "sockjs");

    private final OpenSessions sessions;

    public SessionDetails(OpenSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Map<String, ?> describe() {
        return Map.of("byTransport", sessions.countByTransport(), "queuedBytes", sessions.queuedBytes());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String transport : TRANSPORTS) {
            Gauge.builder("snorky.sessions", sessions, open -> open.count(transport))
                    .description("Clients that are connected")
                    .tag("transport", transport)
                    .register(registry);
        }
    }
}
