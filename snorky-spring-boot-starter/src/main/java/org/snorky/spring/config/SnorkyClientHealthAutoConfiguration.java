package org.snorky.spring.config;

import org.snorky.spring.publish.BatchDelivery;
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
@AutoConfiguration(after = {SnorkyClientAutoConfiguration.class, SnorkySubscribeAutoConfiguration.class})
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(BatchDelivery.class)
public class SnorkyClientHealthAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("snorkyClient")
    @ConditionalOnMissingBean(name = "snorkyClientHealthIndicator")
    HealthIndicator snorkyClientHealthIndicator(
            DeltaQueue queue,
            BatchDelivery delivery,
            StaleModels staleModels,
            ObjectProvider<SnorkyClientHealth.TokenProblem> tokens) {
        return new SnorkyClientHealth(queue, delivery, staleModels, tokens.getIfAvailable(() -> () -> null));
    }

    /** Kept apart, since an application without web endpoints has no servlet classes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "jakarta.servlet.http.HttpServletRequest")
    @ConditionalOnBean(SubscriptionIssuer.class)
    static class Tokens {

        @Bean
        SnorkyClientHealth.TokenProblem snorkyTokenProblem(SubscriptionIssuer issuer) {
            return issuer::problem;
        }
    }
}
