package org.snorky.server.config;

import java.security.SecureRandom;
import java.time.Clock;
import org.snorky.server.actuate.SnorkyCheck;
import org.snorky.server.datasync.subscription.Tokens;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.Surroundings;
import org.snorky.server.store.redis.link.UnsuitableRedisException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** What this node shares with others, in Redis. It stands before the configurations that keep the same in memory. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "snorky.store", havingValue = "redis")
@ConditionalOnClass(
        name = {
            "io.lettuce.core.RedisClient",
            "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory"
        })
@Import({RedisDataSyncConfiguration.class, RedisPubSubConfiguration.class, RedisPresenceConfiguration.class})
class RedisStoreConfiguration {

    private static final int NODE_LENGTH = 16;

    /** Started, so that whatever needs it finds Redis or does not start. */
    @Bean
    RedisLink snorkyRedisLink(
            ListableBeanFactory beans, Environment environment, SnorkyProperties properties, SnorkyMeters meters) {
        refuseFixedReplicas(environment);
        RedisProperties redis = properties.redis();
        RedisLink link = RedisLink.in(
                beans,
                new RedisSettings(redis.prefix(), redis.timeout(), redis.lease(), redis.heartbeat(), redis.buckets()),
                new Surroundings(
                        new Tokens(new SecureRandom()).next().substring(0, NODE_LENGTH),
                        Clock.systemUTC(),
                        System::nanoTime,
                        SnorkyThreads.named("snorky-redis"),
                        meters.registry(),
                        () -> 0));
        link.start();
        return link;
    }

    private static void refuseFixedReplicas(Environment environment) {
        if (environment.containsProperty("spring.data.redis.masterreplica.nodes")
                || environment.containsProperty("spring.data.redis.masterreplica.nodes[0]")) {
            throw new UnsuitableRedisException(
                    "A fixed list of a master and its replicas (spring.data.redis.masterreplica.nodes) tells nobody when"
                            + " another becomes master",
                    "Name Sentinel (spring.data.redis.sentinel), a cluster (spring.data.redis.cluster) or one server.");
        }
    }

    @Bean
    SnorkyCheck snorkyRedisCheck(RedisLink link) {
        return link::trouble;
    }

    @Bean
    @Order(8)
    RedisDetails snorkyRedisDetails(RedisLink link) {
        return new RedisDetails(link);
    }
}
