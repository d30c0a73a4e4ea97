package org.snorky.spring.config;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.snorky.client.SnorkyClient;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.spring.publish.Backoff;
import org.snorky.spring.publish.BatchDelivery;
import org.snorky.spring.publish.ChangePublisher;
import org.snorky.spring.publish.DeltaQueue;
import org.snorky.spring.publish.DeltaSender;
import org.snorky.spring.publish.ModelInvalidator;
import org.snorky.spring.publish.RowWriter;
import org.snorky.spring.publish.SnorkyPublisher;
import org.snorky.spring.publish.StaleModels;
import org.snorky.spring.publish.TransactionalPublisher;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way of changes to the server: the server itself if it is in the same process, or else the REST client, and before
 * it the queue that keeps the order.
 */
@AutoConfiguration(
        after = JacksonAutoConfiguration.class,
        afterName = "org.snorky.server.config.SnorkyServerAutoConfiguration")
@ConditionalOnBooleanProperty(name = "snorky.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SnorkyClientProperties.class)
public class SnorkyClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(SnorkyBackend.class)
    SnorkyClient snorkyClient(SnorkyClientProperties properties) {
        if (!StringUtils.hasText(properties.key())) {
            throw new MissingBackendKeyException(properties.url());
        }
        // No retries here: the queue repeats by itself, and a request for a list must not wait.
        return SnorkyClient.builder()
                .url(properties.url())
                .key(properties.key())
                .connectTimeout(properties.connectTimeout())
                .readTimeout(properties.readTimeout())
                .retries(0)
                .build();
    }

    @Bean
    StaleModels snorkyStaleModels() {
        return new StaleModels();
    }

    @Bean
    DeltaQueue snorkyDeltaQueue(SnorkyClientProperties properties, StaleModels staleModels) {
        SnorkyClientProperties.Queue queue = properties.queue();
        return new DeltaQueue(queue.maxDeltas(), queue.maxSize().toBytes(), staleModels);
    }

    @Bean
    BatchDelivery snorkyBatchDelivery(
            SnorkyBackend server, StaleModels staleModels, ObjectProvider<ModelInvalidator> invalidator) {
        return new BatchDelivery(server, staleModels, Optional.ofNullable(invalidator.getIfAvailable()));
    }

    @Bean
    DeltaSender snorkyDeltaSender(DeltaQueue queue, BatchDelivery delivery, SnorkyClientProperties properties) {
        SnorkyClientProperties.Queue settings = properties.queue();
        Backoff backoff = new Backoff(settings.firstBackoff(), settings.longestBackoff(), RandomGenerator.getDefault());
        return new DeltaSender(queue, delivery, backoff, settings.drainTimeout());
    }

    @Bean
    ChangePublisher snorkyChangePublisher(DeltaQueue queue, StaleModels staleModels) {
        return new ChangePublisher(queue, staleModels);
    }

    @Bean
    @ConditionalOnMissingBean
    RowWriter snorkyRowWriter(ObjectProvider<JsonMapper> mapper) {
        JsonMapper rows = mapper.getIfUnique(JsonMapper::shared);
        return rows::valueToTree;
    }

    @Bean
    @ConditionalOnMissingBean
    SnorkyPublisher snorkyPublisher(ChangePublisher publisher, RowWriter rows) {
        return new TransactionalPublisher(publisher, rows);
    }
}
