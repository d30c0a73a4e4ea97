package org.snorky.server.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snorky.server.actuate.SnorkyDetails;
import org.snorky.server.store.redis.link.Outage;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.RedisSettings;

/** This node as others know it, and how it stands with Redis. */
final class RedisDetails implements SnorkyDetails {

    private final RedisLink link;

    RedisDetails(RedisLink link) {
        this.link = link;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Map<String, ?> describe() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("node", link.node());
        details.put("version", link.version());
        Outage outage = link.outage();
        details.put("answers", outage == null);
        if (outage != null) {
            details.put("away", Map.of("since", outage.since().toString(), "why", outage.why()));
        }
        RedisSettings settings = link.settings();
        details.put("prefix", settings.prefix());
        details.put("buckets", settings.buckets());
        return details;
    }
}
