package org.snorky.spring.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether clients hear of this application's changes.
 *
 * <p>Never DOWN: the application works without the server, and must not be taken out of service for it. UNKNOWN, with the
 * reasons, while changes wait, tokens are not issued, or clients may show stale rows.
 */
final class SnorkyClientHealth implements HealthIndicator {

    private final List<HealthPart> parts;

    SnorkyClientHealth(List<HealthPart> parts) {
        this.parts = parts;
    }

    @Override
    public Health health() {
        Map<String, Object> details = new LinkedHashMap<>();
        boolean well = true;
        for (HealthPart part : parts) {
            well &= part.describe(details);
        }
        return (well ? Health.up() : Health.unknown()).withDetails(details).build();
    }
}
