package org.snorky.spring.config;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.snorky.spring.publish.BatchDelivery;
import org.snorky.spring.publish.DeltaQueue;

/** The meters of the way to the server through memory. */
record SnorkyClientMeters(DeltaQueue queue, BatchDelivery delivery) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("snorky.client.deltas.waiting", queue, DeltaQueue::size)
                .description("Deltas that are not sent yet")
                .register(registry);
        Gauge.builder("snorky.client.queue.size", queue, DeltaQueue::bytes)
                .description("Approximate size of the deltas that are not sent yet")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        FunctionCounter.builder("snorky.client.deltas.sent", delivery, BatchDelivery::sent)
                .description("Deltas that the server took")
                .register(registry);
        FunctionCounter.builder("snorky.client.deltas.refused", delivery, BatchDelivery::refused)
                .description("Deltas that the server refused")
                .register(registry);
        FunctionCounter.builder("snorky.client.deltas.dropped", queue, DeltaQueue::dropped)
                .description("Deltas that the queue had no room for")
                .register(registry);
        FunctionCounter.builder("snorky.client.sends.failed", delivery, BatchDelivery::failures)
                .description("Attempts to send that failed")
                .register(registry);
    }
}
