package org.snorky.spring.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.spring.outbox.Outbox;
import org.snorky.spring.outbox.OutboxLevel;
import org.snorky.spring.publish.BatchDelivery;
import org.snorky.spring.publish.ChangePublisher;
import org.snorky.spring.publish.DeltaQueue;
import org.snorky.spring.publish.StaleModels;
import org.snorky.spring.subscribe.SnorkySubscribeAutoConfiguration;
import org.snorky.spring.subscribe.SubscriptionIssuer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health indicator {@code snorkyClient}. */
@AutoConfiguration(
        after = {
            SnorkyClientAutoConfiguration.class,
            SnorkyOutboxAutoConfiguration.class,
            SnorkySubscribeAutoConfiguration.class
        })
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ChangePublisher.class)
public class SnorkyClientHealthAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("snorkyClient")
    @ConditionalOnMissingBean(name = "snorkyClientHealthIndicator")
    HealthIndicator snorkyClientHealthIndicator(ObjectProvider<HealthPart> parts) {
        return new SnorkyClientHealth(parts.orderedStream().toList());
    }

    @Bean
    HealthPart snorkyStaleHealth(StaleModels staleModels) {
        return details -> {
            Map<String, String> stale = staleModels.all();
            if (!stale.isEmpty()) {
                details.put("staleModels", stale);
            }
            return stale.isEmpty();
        };
    }

    private static boolean tell(Map<String, Object> details, String name, @Nullable String problem) {
        if (problem != null) {
            details.put(name, problem);
        }
        return problem == null;
    }

    /** Changes that wait in memory. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(BatchDelivery.class)
    static class Queue {

        @Bean
        HealthPart snorkyQueueHealth(DeltaQueue queue, BatchDelivery delivery) {
            return details -> {
                details.put("waitingDeltas", queue.size());
                details.put("waitingBytes", queue.bytes());
                details.put("droppedDeltas", queue.dropped());
                details.put("refusedDeltas", delivery.refused());
                return tell(details, "sending", delivery.problem());
            };
        }
    }

    /** Changes that wait in the database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(type = "org.snorky.spring.outbox.Outbox")
    static class InDatabase {

        @Bean
        HealthPart snorkyOutboxHealth(Outbox outbox, SnorkyOutboxProperties properties) {
            return details -> tell(details, "sending", outbox.relay().problem())
                    & describe(details, outbox.gauge().level(), properties);
        }

        private static boolean describe(
                Map<String, Object> details, @Nullable OutboxLevel level, SnorkyOutboxProperties properties) {
            if (level == null) {
                details.put("outbox", "The database does not say how full the outbox is");
                return false;
            }
            details.put("pendingTransactions", level.pending());
            details.put("parkedTransactions", level.parked());
            details.put("oldestPending", level.oldest().toString());
            return level.parked() == 0
                    && level.pending() < properties.warnPending()
                    && level.oldest().compareTo(properties.warnAge()) < 0;
        }
    }

    /** Kept apart, since an application without web endpoints has no servlet classes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "jakarta.servlet.http.HttpServletRequest")
    @ConditionalOnBean(SubscriptionIssuer.class)
    static class Tokens {

        @Bean
        HealthPart snorkyTokenHealth(SubscriptionIssuer issuer) {
            return details -> tell(details, "tokens", issuer.problem());
        }
    }
}
