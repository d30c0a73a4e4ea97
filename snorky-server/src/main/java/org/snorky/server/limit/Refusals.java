package org.snorky.server.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How often clients were refused something, by the limit they ran into. Safe for all threads. */
public final class Refusals {

    private final Map<Limit, Counter> counters = new EnumMap<>(Limit.class);

    public Refusals(MeterRegistry meters) {
        for (Limit limit : Limit.values()) {
            counters.put(
                    limit,
                    Counter.builder("snorky.limits.refused")
                            .description("Connections and messages refused, and connections closed, because of a limit")
                            .tag("reason", limit.reason())
                            .register(meters));
        }
    }

    public void count(Limit limit) {
        Objects.requireNonNull(counters.get(limit)).increment();
    }

    /** The counts that are not zero, by reason. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((limit, counter) -> {
            if (counter.count() > 0) {
                counts.put(limit.reason(), (long) counter.count());
            }
        });
        return counts;
    }
}
