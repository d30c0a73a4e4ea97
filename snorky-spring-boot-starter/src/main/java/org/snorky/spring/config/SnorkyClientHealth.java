package org.snorky.spring.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.spring.publish.BatchDelivery;
import org.snorky.spring.publish.DeltaQueue;
import org.snorky.spring.publish.StaleModels;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether clients hear of this application's changes.
 *
 * <p>Never DOWN: the application works without the server, and must not be taken out of service for it. UNKNOWN, with the
 * reasons, while deltas wait, tokens are not issued, or clients may show stale rows.
 */
final class SnorkyClientHealth implements HealthIndicator {

    private final DeltaQueue queue;
    private final BatchDelivery delivery;
    private final StaleModels staleModels;
    private final TokenProblem tokens;

    /** Why no tokens are issued, null if they are. */
    @FunctionalInterface
    interface TokenProblem {
        @Nullable String get();
    }

    SnorkyClientHealth(DeltaQueue queue, BatchDelivery delivery, StaleModels staleModels, TokenProblem tokens) {
        this.queue = queue;
        this.delivery = delivery;
        this.staleModels = staleModels;
        this.tokens = tokens;
    }

    @Override
    public Health health() {
        String sending = delivery.problem();
        String issuing = tokens.get();
        Map<String, String> stale = staleModels.all();
        boolean well = sending == null && issuing == null && stale.isEmpty();
        Health.Builder health = (well ? Health.up() : Health.unknown())
                .withDetail("waitingDeltas", queue.size())
                .withDetail("waitingBytes", queue.bytes())
                .withDetail("droppedDeltas", queue.dropped())
                .withDetail("refusedDeltas", delivery.refused());
        if (sending != null) {
            health.withDetail("sending", sending);
        }
        if (issuing != null) {
            health.withDetail("tokens", issuing);
        }
        if (!stale.isEmpty()) {
            health.withDetail("staleModels", stale);
        }
        return health.build();
    }
}
