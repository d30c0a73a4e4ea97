package org.snorky.spring.config;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.snorky.spring.outbox.Outbox;
import org.snorky.spring.outbox.OutboxGauge;
import org.snorky.spring.outbox.OutboxLevel;
import org.snorky.spring.outbox.OutboxRelay;

/** The meters of the way to the server through the database; those of the table are the same in all instances. */
record SnorkyOutboxMeters(Outbox outbox) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        OutboxRelay relay = outbox.relay();
        Gauge.builder("snorky.client.outbox.pending", outbox.gauge(), level(OutboxLevel::pending))
                .description("Transactions that wait in the outbox")
                .register(registry);
        Gauge.builder("snorky.client.outbox.parked", outbox.gauge(), level(OutboxLevel::parked))
                .description("Transactions that the server refused and that wait for an operator")
                .register(registry);
        TimeGauge.builder(
                        "snorky.client.outbox.oldest", outbox.gauge(), TimeUnit.MILLISECONDS, level(now -> now.oldest()
                                .toMillis()))
                .description("How long the first of the pending transactions has waited")
                .register(registry);
        FunctionCounter.builder("snorky.client.deltas.sent", relay, OutboxRelay::sent)
                .description("Deltas that the server took")
                .register(registry);
        FunctionCounter.builder("snorky.client.outbox.refused", relay, OutboxRelay::refused)
                .description("Transactions that the server refused")
                .register(registry);
        FunctionCounter.builder("snorky.client.sends.failed", relay, OutboxRelay::failures)
                .description("Attempts to send that failed")
                .register(registry);
    }

    private static ToDoubleFunction<OutboxGauge> level(ToDoubleFunction<OutboxLevel> value) {
        return gauge -> {
            OutboxLevel level = gauge.level();
            return level == null ? Double.NaN : value.applyAsDouble(level);
        };
    }
}
