package org.snorky.server.config;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.snorky.server.actuate.SnorkyCheck;
import org.snorky.server.datasync.DataSync;
import org.snorky.server.datasync.DataSyncNode;
import org.snorky.server.datasync.log.DistantLog;
import org.snorky.server.datasync.subscription.SubscriptionStore;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.log.RedisDeltaLog;
import org.snorky.server.store.redis.subscription.RedisSubscriptionStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log of deltas and the subscriptions of all nodes. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "snorky.datasync.enabled", matchIfMissing = true)
class RedisDataSyncConfiguration {

    /** A node asks for all of what it holds within half a minute. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(90);

    /** The log as it is in this process, whatever may be put around it for those who append. */
    record OpenLog(RedisDeltaLog log) implements AutoCloseable {

        @Override
        public void close() {
            log.close();
        }
    }

    /** Runs what ends subscriptions in the background, one after the other. */
    record Endings(ExecutorService thread) implements AutoCloseable {

        @Override
        public void close() {
            thread.shutdown();
        }
    }

    @Bean
    OpenLog snorkyRedisLog(RedisLink link, SnorkyProperties properties) {
        return new OpenLog(RedisDeltaLog.open(
                link,
                properties.datasync().log().bounds(),
                System::nanoTime,
                Clock.systemUTC(),
                SnorkyThreads.named("snorky-tail")));
    }

    @Bean(destroyMethod = "")
    DistantLog snorkyDeltaLog(OpenLog open) {
        return open.log();
    }

    @Bean
    SnorkyCheck snorkyRedisLogCheck(OpenLog open) {
        return open.log()::trouble;
    }

    @Bean
    SubscriptionStore snorkySubscriptionStore(RedisLink link, SnorkyProperties properties) {
        Duration window = properties.datasync().resumeWindow();
        Duration lease = window.plus(window.dividedBy(2));
        return new RedisSubscriptionStore(
                link,
                properties.datasync().maxSubscriptions(),
                lease.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : lease);
    }

    @Bean
    Endings snorkyEndings() {
        return new Endings(SnorkyThreads.pool("snorky-endings", 1));
    }

    @Bean
    DataSyncNode snorkyDataSyncNode(RedisLink link, SnorkyThreads threads, Endings endings) {
        return new DataSyncNode(link.node(), threads.services(), endings.thread());
    }

    @Bean
    Beginning snorkyTailing(OpenLog open, RedisLink link, DataSync dataSync) {
        return new Beginning(() -> {
            open.log().start();
            link.everyBeat(dataSync::confirmHoldings);
        });
    }
}
