package org.snorky.spring.config;

import java.util.random.RandomGenerator;
import org.snorky.client.SnorkyClient;
import org.snorky.client.SnorkyClientBuilder;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.spring.publish.Backoff;
import org.snorky.spring.publish.BatchDelivery;
import org.snorky.spring.publish.ChangePublisher;
import org.snorky.spring.publish.DeltaQueue;
import org.snorky.spring.publish.DeltaSender;
import org.snorky.spring.publish.QueueingPublisher;
import org.snorky.spring.publish.RowWriter;
import org.snorky.spring.publish.SnorkyPublisher;
import org.snorky.spring.publish.StaleModels;
import org.snorky.spring.publish.TransactionConnection;
import org.snorky.spring.publish.TransactionalPublisher;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way of changes to the server: the server itself if it is in the same process, or else the REST client, and before
 * it the queue that keeps the order, where no outbox does.
 */
@AutoConfiguration(
        after = {JacksonAutoConfiguration.class, SslAutoConfiguration.class},
        afterName = "org.snorky.server.config.SnorkyServerAutoConfiguration")
@ConditionalOnBooleanProperty(name = "snorky.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SnorkyClientProperties.class)
public class SnorkyClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(SnorkyBackend.class)
    SnorkyClient snorkyClient(SnorkyClientProperties properties, ObjectProvider<SslBundles> bundles) {
        if (!StringUtils.hasText(properties.key())) {
            throw new MissingBackendKeyException(properties.url());
        }
        // No retries here: the queue repeats by itself, and a request for a list must not wait.
        SnorkyClientBuilder builder = SnorkyClient.builder()
                .url(properties.url())
                .key(properties.key())
                .connectTimeout(properties.connectTimeout())
                .readTimeout(properties.readTimeout())
                .retries(0);
        String bundle = properties.sslBundle();
        if (bundle != null) {
            builder.sslContext(bundles.getObject().getBundle(bundle).createSslContext());
        }
        return builder.build();
    }

    @Bean
    StaleModels snorkyStaleModels() {
        return new StaleModels();
    }

    @Bean
    @ConditionalOnMissingBean
    RowWriter snorkyRowWriter(ObjectProvider<JsonMapper> mapper) {
        JsonMapper rows = mapper.getIfUnique(JsonMapper::shared);
        return rows::valueToTree;
    }

    @Bean
    @ConditionalOnMissingBean
    SnorkyPublisher snorkyPublisher(
            ChangePublisher publisher, RowWriter rows, ObjectProvider<TransactionConnection> connection) {
        return new TransactionalPublisher(publisher, rows, connection.getIfAvailable(() -> TransactionConnection.NONE));
    }

    /** Changes wait in memory. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "snorky.client.outbox.enabled", havingValue = false, matchIfMissing = true)
    static class InMemory {

        @Bean
        DeltaQueue snorkyDeltaQueue(SnorkyClientProperties properties, StaleModels staleModels) {
            SnorkyClientProperties.Queue queue = properties.queue();
            return new DeltaQueue(queue.maxDeltas(), queue.maxSize().toBytes(), staleModels);
        }

        @Bean
        BatchDelivery snorkyBatchDelivery(SnorkyBackend server, StaleModels staleModels, DeltaQueue queue) {
            return new BatchDelivery(server, staleModels, queue);
        }

        @Bean
        DeltaSender snorkyDeltaSender(DeltaQueue queue, BatchDelivery delivery, SnorkyClientProperties properties) {
            SnorkyClientProperties.Queue settings = properties.queue();
            Backoff backoff =
                    new Backoff(settings.firstBackoff(), settings.longestBackoff(), RandomGenerator.getDefault());
            return new DeltaSender(queue, delivery, backoff, settings.drainTimeout());
        }

        @Bean
        ChangePublisher snorkyChangePublisher(DeltaQueue queue) {
            return new QueueingPublisher(queue);
        }
    }
}
