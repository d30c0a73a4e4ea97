package org.snorky.server.config;

import java.util.Map;
import org.snorky.server.actuate.ServiceCounts;
import org.snorky.server.messaging.LocalNames;
import org.snorky.server.messaging.Messaging;
import org.snorky.server.messaging.MessagingPolicy;
import org.snorky.server.messaging.MessagingService;
import org.snorky.server.messaging.Names;
import org.snorky.server.rpc.NameLimit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Person to person. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "snorky.messaging.enabled", matchIfMissing = true)
class MessagingConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Names snorkyNames(SnorkyProperties properties) {
        return new LocalNames(properties.messaging().maxNames());
    }

    @Bean
    Messaging snorkyMessaging(Names names, SnorkyProperties properties, SnorkyMeters meters) {
        return new Messaging(names, properties.messaging().settings(), meters.registry());
    }

    @Bean
    MessagingService snorkyMessagingService(
            Messaging messaging, ObjectProvider<MessagingPolicy> policy, SnorkyProperties properties) {
        return new MessagingService(
                messaging,
                policy.getIfAvailable(() -> new MessagingPolicy() {}),
                new NameLimit(properties.messaging().maxNameLength()));
    }

    @Bean
    @Order(6)
    ServiceCounts snorkyMessagingCounts(Messaging messaging) {
        return new ServiceCounts(
                "messaging", () -> Map.of("names", messaging.nameCount(), "clients", messaging.clientCount()));
    }
}
