package org.snorky.server.config;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.snorky.server.actuate.DataSyncDetails;
import org.snorky.server.datasync.DataSync;
import org.snorky.server.datasync.DataSyncBackendService;
import org.snorky.server.datasync.DataSyncNode;
import org.snorky.server.datasync.DataSyncService;
import org.snorky.server.datasync.dealer.Dealer;
import org.snorky.server.datasync.dealer.Dealers;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.InMemoryDeltaLog;
import org.snorky.server.datasync.subscription.InMemorySubscriptionStore;
import org.snorky.server.datasync.subscription.SubscriptionStore;
import org.snorky.server.datasync.subscription.Tokens;
import org.snorky.server.pubsub.PubSub;
import org.snorky.server.rpc.NameLimit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The synchronisation of rows. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "snorky.datasync.enabled", matchIfMissing = true)
class DataSyncConfiguration {

    @Bean
    @ConditionalOnMissingBean
    DeltaLog snorkyDeltaLog(SnorkyProperties properties) {
        return new InMemoryDeltaLog(
                Epochs.next(new SecureRandom()), properties.datasync().log().bounds(), Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    SubscriptionStore snorkySubscriptionStore(SnorkyProperties properties) {
        return new InMemorySubscriptionStore(properties.datasync().maxSubscriptions(), Ticker.systemTicker());
    }

    @Bean
    DataSync snorkyDataSync(
            ObjectProvider<Dealer> dealerBeans,
            DeltaLog log,
            SubscriptionStore store,
            SnorkyProperties properties,
            SnorkyMeters meters,
            ObjectProvider<DataSyncNode> node) {
        DataSyncProperties settings = properties.datasync();
        List<Dealer> dealers = Stream.concat(
                        settings.dealers().entrySet().stream()
                                .map(declared -> declared.getValue().dealer(declared.getKey())),
                        dealerBeans.orderedStream())
                .toList();
        return new DataSync(
                new Dealers(dealers, settings::isModel),
                log,
                store,
                new Tokens(new SecureRandom()),
                Clock.systemUTC(),
                settings.settings(),
                meters.registry(),
                node.getIfAvailable(() -> DataSyncNode.ALONE));
    }

    @Bean
    DataSyncService snorkyDataSyncService(DataSync dataSync, SnorkyProperties properties) {
        return new DataSyncService(
                dataSync, new NameLimit(properties.frontend().limits().nameLength()));
    }

    @Bean
    DataSyncBackendService snorkyDataSyncBackendService(DataSync dataSync) {
        return new DataSyncBackendService(dataSync);
    }

    @Bean
    LocalBackend snorkyLocalBackend(DataSync dataSync, ObjectProvider<PubSub> pubSub) {
        return new LocalBackend(dataSync, pubSub.getIfAvailable());
    }

    @Bean
    Repetition snorkyPositionTelling(DataSync dataSync, SnorkyThreads threads, SnorkyProperties properties) {
        return new Repetition(
                "Telling clients their positions",
                dataSync::tellPositions,
                threads.scheduler(),
                properties.datasync().positionInterval());
    }

    @Bean
    Repetition snorkyWaitExpiry(DataSync dataSync, SnorkyThreads threads) {
        return new Repetition("Ending waits", dataSync::expireWaits, threads.scheduler(), Duration.ofSeconds(1));
    }

    @Bean
    Repetition snorkyReplayForgetting(DataSync dataSync, SnorkyThreads threads) {
        return new Repetition(
                "Forgetting replayed deltas", dataSync::forgetUnread, threads.scheduler(), Duration.ofSeconds(2));
    }

    @Bean
    @Order(3)
    DataSyncDetails snorkyDataSyncDetails(DataSync dataSync) {
        return new DataSyncDetails(dataSync);
    }
}
