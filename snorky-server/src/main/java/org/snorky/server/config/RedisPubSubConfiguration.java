package org.snorky.server.config;

import org.snorky.server.pubsub.PubSub;
import org.snorky.server.store.redis.channel.ChannelThreads;
import org.snorky.server.store.redis.channel.RedisChannelLog;
import org.snorky.server.store.redis.link.RedisLink;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The channels of all nodes. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "snorky.pubsub.enabled", matchIfMissing = true)
class RedisPubSubConfiguration {

    @Bean
    ChannelThreads snorkyPubSubThreads() {
        return new ChannelThreads(SnorkyThreads.named("snorky-channels"));
    }

    @Bean
    RedisChannelLog snorkyChannelLog(
            RedisLink link,
            SnorkyProperties properties,
            @Qualifier("snorkyPubSubThreads") ChannelThreads threads,
            SnorkyMeters meters) {
        RedisChannelLog log = new RedisChannelLog(
                link, "pubsub", properties.pubsub().history().bounds(), threads);
        meters.registry().gauge("snorky.pubsub.history.bytes", log, RedisChannelLog::keptBytes);
        return log;
    }

    /** @param pubSub hears the log by now */
    @Bean
    Beginning snorkyChannelFollowing(RedisLink link, RedisChannelLog channels, PubSub pubSub) {
        return new Beginning(() -> link.everyBeat(channels::beat));
    }
}
