package org.snorky.server.actuate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snorky.server.limit.ConnectionCounts;
import org.snorky.server.limit.ConnectionLimits;
import org.snorky.server.limit.Refusals;
import org.snorky.server.transport.socket.OutboundMemory;

/** How near clients are to the limits of connections and of what waits for them, and how often which limit was passed. */
public final class LimitDetails implements SnorkyDetails, MeterBinder {

    private final ConnectionCounts connections;
    private final OutboundMemory memory;
    private final Refusals refusals;

    public LimitDetails(ConnectionCounts connections, OutboundMemory memory, Refusals refusals) {
        this.connections = connections;
        this.memory = memory;
        this.refusals = refusals;
    }

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public Map<String, ?> describe() {
        ConnectionLimits limits = connections.limits();
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("total", connections.total());
        counts.put("max", limits.total());
        counts.put("addresses", connections.addresses());
        counts.put("mostPerAddress", connections.mostPerAddress());
        counts.put("maxPerAddress", limits.perAddress());
        counts.put("maxPerIdentity", limits.perIdentity());
        return Map.of(
                "connections",
                counts,
                "outbound",
                Map.of("bytes", memory.bytes(), "maxBytes", memory.limit()),
                "refused",
                refusals.counts());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("snorky.outbound.memory", memory, OutboundMemory::bytes)
                .description("What waits for clients, each message counted once")
                .baseUnit("bytes")
                .register(registry);
    }
}
