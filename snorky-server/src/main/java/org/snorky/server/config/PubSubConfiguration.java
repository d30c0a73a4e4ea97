package org.snorky.server.config;

import org.snorky.server.pubsub.PubSub;
import org.snorky.server.pubsub.PubSubBackendService;
import org.snorky.server.pubsub.PubSubService;
import org.snorky.server.pubsub.PublishPolicy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Publish and subscribe. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "snorky.pubsub.enabled", matchIfMissing = true)
class PubSubConfiguration {

    @Bean
    PubSub snorkyPubSub(SnorkyProperties properties, SnorkyMeters meters) {
        return new PubSub(properties.pubsub().maxChannelsPerClient(), meters.registry());
    }

    @Bean
    PubSubService snorkyPubSubService(
            PubSub pubSub, ObjectProvider<PublishPolicy> policy, SnorkyProperties properties) {
        boolean mayPublish = properties.pubsub().frontendPublishing();
        return new PubSubService(pubSub, policy.getIfAvailable(() -> (client, channel, message) -> mayPublish));
    }

    @Bean
    PubSubBackendService snorkyPubSubBackendService(PubSub pubSub) {
        return new PubSubBackendService(pubSub);
    }
}
