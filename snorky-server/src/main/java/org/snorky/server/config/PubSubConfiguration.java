package org.snorky.server.config;

import java.util.Map;
import org.snorky.server.actuate.ServiceCounts;
import org.snorky.server.history.ChannelLog;
import org.snorky.server.history.HistoryPolicy;
import org.snorky.server.history.LocalChannelLog;
import org.snorky.server.pubsub.PubSub;
import org.snorky.server.pubsub.PubSubBackendService;
import org.snorky.server.pubsub.PubSubService;
import org.snorky.server.pubsub.PublishPolicy;
import org.snorky.server.pubsub.SubscribePolicy;
import org.snorky.server.rpc.NameLimit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Publish and subscribe. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "snorky.pubsub.enabled", matchIfMissing = true)
class PubSubConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ChannelLog snorkyChannelLog(SnorkyProperties properties, SnorkyMeters meters) {
        return new LocalChannelLog(
                ServiceHistory.inMemory("pubsub", properties.pubsub().history(), meters.registry()));
    }

    @Bean
    PubSub snorkyPubSub(
            SnorkyProperties properties, ChannelLog log, ObjectProvider<HistoryPolicy> policy, SnorkyMeters meters) {
        return new PubSub(
                properties.pubsub().maxChannelsPerClient(),
                log,
                ServiceHistory.policy(properties.pubsub().history(), policy),
                meters.registry());
    }

    @Bean
    PubSubService snorkyPubSubService(
            PubSub pubSub,
            ObjectProvider<SubscribePolicy> subscribing,
            ObjectProvider<PublishPolicy> publishing,
            SnorkyProperties properties) {
        boolean mayPublish = properties.pubsub().frontendPublishing();
        return new PubSubService(
                pubSub,
                subscribing.getIfAvailable(() -> (client, channel) -> true),
                publishing.getIfAvailable(() -> (client, channel, message) -> mayPublish),
                new NameLimit(properties.pubsub().maxChannelLength()));
    }

    @Bean
    PubSubBackendService snorkyPubSubBackendService(PubSub pubSub) {
        return new PubSubBackendService(pubSub);
    }

    @Bean
    @Order(4)
    ServiceCounts snorkyPubSubCounts(PubSub pubSub, ChannelLog log) {
        return new ServiceCounts("pubsub", () -> ServiceHistory.counts(Map.of("channels", pubSub.channelCount()), log));
    }
}
