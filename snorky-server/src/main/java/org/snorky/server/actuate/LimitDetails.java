package org.snorky.server.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snorky.server.limit.ConnectionCounts;
import org.snorky.server.limit.ConnectionLimits;
import org.snorky.server.limit.Refusals;

/** How near clients are to the limits of connections, and how often which limit was passed. */
public final class LimitDetails implements SnorkyDetails {

    private final ConnectionCounts connections;
    private final Refusals refusals;

    public LimitDetails(ConnectionCounts connections, Refusals refusals) {
        this.connections = connections;
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
        return Map.of("connections", counts, "refused", refusals.counts());
    }
}
