package org.snorky.spring.config;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.spring.outbox.Outbox;
import org.snorky.spring.outbox.OutboxRelay;
import org.snorky.spring.outbox.OutboxSchema;
import org.snorky.spring.outbox.OutboxTable;
import org.snorky.spring.outbox.OutboxTransaction;
import org.snorky.spring.publish.Backoff;
import org.snorky.spring.publish.ChangePublisher;
import org.snorky.spring.publish.TransactionConnection;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The way of changes to the server through a table of the application's database. */
@AutoConfiguration(
        before = SnorkyClientAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBooleanProperty("snorky.client.outbox.enabled")
@ConditionalOnBooleanProperty(name = "snorky.client.enabled", matchIfMissing = true)
@ConditionalOnClass({DataSource.class, JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class})
@EnableConfigurationProperties(SnorkyOutboxProperties.class)
public class SnorkyOutboxAutoConfiguration {

    @Bean
    OutboxTable snorkyOutboxTable(SnorkyOutboxProperties properties) {
        return new OutboxTable(properties.table());
    }

    @Bean
    OutboxSchema snorkyOutboxSchema(DataSource dataSource, OutboxTable table, SnorkyOutboxProperties properties) {
        return new OutboxSchema(dataSource, table, properties.initializeSchema());
    }

    @Bean
    Outbox snorkyOutbox(
            DataSource dataSource,
            OutboxTable table,
            SnorkyBackend server,
            SnorkyOutboxProperties properties,
            SnorkyClientProperties client) {
        SnorkyClientProperties.Queue pauses = client.queue();
        return Outbox.in(
                dataSource,
                table,
                server,
                InstantSource.system(),
                new Backoff(pauses.firstBackoff(), pauses.longestBackoff(), RandomGenerator.getDefault()),
                properties.maxTransactionSize().toBytes(),
                properties.pollInterval(),
                properties.drainTimeout());
    }

    @Bean
    ChangePublisher snorkyChangePublisher(Outbox outbox) {
        return outbox.publisher();
    }

    @Bean
    OutboxRelay snorkyOutboxRelay(Outbox outbox) {
        return outbox.relay();
    }

    @Bean
    TransactionConnection snorkyTransactionConnection(DataSource dataSource) {
        return new OutboxTransaction(dataSource);
    }

    /** What operators may do with parked transactions. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class Actuator {

        @Bean
        @ConditionalOnAvailableEndpoint
        SnorkyOutboxEndpoint snorkyOutboxEndpoint(Outbox outbox) {
            return new SnorkyOutboxEndpoint(outbox.parked(), outbox.gauge());
        }
    }
}
