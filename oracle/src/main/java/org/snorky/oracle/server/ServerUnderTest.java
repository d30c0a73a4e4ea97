package org.snorky.oracle.server;

import java.security.SecureRandom;
import org.snorky.server.config.DataSyncProperties.LogProperties;
import org.snorky.server.config.SnorkyProperties;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.InMemoryDeltaLog;
import org.snorky.server.datasync.log.LogBounds;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * A server's own log on a clock that can be stepped, or the log that it shares with other nodes; where {@code oracle.sabotage}
 * is set, behind one that can break its promises.
 */
@AutoConfiguration
@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnBooleanProperty(name = "oracle.server")
@EnableConfigurationProperties(SnorkyProperties.class)
public class ServerUnderTest {

    private static final int SEND_BUFFER_BYTES = 16 * 1024;

    @Bean
    Orders oracleOrders() {
        return Orders.start();
    }

    @Bean
    @ConditionalOnProperty(name = "snorky.store", havingValue = "memory", matchIfMissing = true)
    DeltaLog oracleDeltaLog(SnorkyProperties properties, Environment environment, Orders orders) {
        LogProperties log = properties.datasync().log();
        LogBounds bounds =
                new LogBounds(log.entries(), log.bytes().toBytes(), log.age(), log.batchIds(), log.idempotencyWindow());
        DeltaLog honest = new InMemoryDeltaLog(Long.toHexString(new SecureRandom().nextLong()), bounds, orders.clock());
        if (!environment.getProperty("oracle.sabotage", boolean.class, false)) {
            return honest;
        }
        SabotagedLog willing = new SabotagedLog(honest);
        orders.sabotage(willing);
        return willing;
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "oracle.sabotage")
    static SharedLogSabotage oracleSharedLogSabotage(ObjectProvider<Orders> orders) {
        return new SharedLogSabotage(orders);
    }

    /** Or the system would take megabytes for a client that reads nothing, and its queue would never fill. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> oracleSendBuffers() {
        return tomcat -> tomcat.addConnectorCustomizers(
                connector -> connector.setProperty("socket.txBufSize", String.valueOf(SEND_BUFFER_BYTES)));
    }
}
