package org.snorky.spring.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import org.snorky.spring.outbox.Outbox;
import org.snorky.spring.publish.BatchDelivery;
import org.snorky.spring.publish.ChangePublisher;
import org.snorky.spring.publish.DeltaQueue;
import org.snorky.spring.publish.StaleModels;
import org.snorky.spring.subscribe.IssuerListener;
import org.snorky.spring.subscribe.SnorkySubscribeAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Micrometer's meters of what is told and asked; none has a tag per model or user. */
@AutoConfiguration(
        after = {SnorkyClientAutoConfiguration.class, SnorkyOutboxAutoConfiguration.class},
        before = SnorkySubscribeAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, ChangePublisher.class})
public class SnorkyClientMetricsAutoConfiguration {

    @Bean
    @ConditionalOnBean(BatchDelivery.class)
    MeterBinder snorkyClientMeters(DeltaQueue queue, BatchDelivery delivery) {
        return new SnorkyClientMeters(queue, delivery);
    }

    @Bean
    MeterBinder snorkyStaleMeters(StaleModels staleModels) {
        return registry -> Gauge.builder("snorky.client.models.stale", staleModels, models -> models.all()
                        .size())
                .description("Models of which clients may show stale rows")
                .register(registry);
    }

    /** Kept apart, since an application without a database lacks the classes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(type = "org.snorky.spring.outbox.Outbox")
    static class InDatabase {

        @Bean
        MeterBinder snorkyOutboxMeters(Outbox outbox) {
            return new SnorkyOutboxMeters(outbox);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    IssuerListener snorkyIssuerListener(ObjectProvider<MeterRegistry> registry) {
        return (result, time) -> registry.ifAvailable(meters -> Timer.builder("snorky.client.authorizations")
                .description("Wishes for subscription tokens, by how they ended")
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .record(time));
    }
}
