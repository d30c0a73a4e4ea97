package org.snorky.oracle.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.snorky.oracle.process.ParentWatch;
import org.snorky.server.config.DataSyncProperties.LogProperties;
import org.snorky.server.config.SnorkyProperties;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.InMemoryDeltaLog;
import org.snorky.server.datasync.log.LogBounds;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * The server's own log on a clock that can be stepped; where {@code oracle.sabotage} is set, behind one that can break its
 * promises. Commands come on standard input: {@code clock PT1H}, {@code sabotage NEW_ROW_ONLY}.
 */
@AutoConfiguration
@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnBooleanProperty(name = "oracle.server")
@EnableConfigurationProperties(SnorkyProperties.class)
public class ServerUnderTest {

    private static final int SEND_BUFFER_BYTES = 16 * 1024;

    @Bean
    DeltaLog oracleDeltaLog(SnorkyProperties properties, Environment environment) {
        LogProperties log = properties.datasync().log();
        LogBounds bounds =
                new LogBounds(log.entries(), log.bytes().toBytes(), log.age(), log.batchIds(), log.idempotencyWindow());
        SteppableClock clock = new SteppableClock(Clock.systemUTC());
        DeltaLog honest = new InMemoryDeltaLog(Long.toHexString(new SecureRandom().nextLong()), bounds, clock);
        SabotagedLog sabotaged =
                environment.getProperty("oracle.sabotage", boolean.class, false) ? new SabotagedLog(honest) : null;
        ParentWatch.start(command -> obey(command, clock, sabotaged));
        return sabotaged == null ? honest : sabotaged;
    }

    /** Or the system would take megabytes for a client that reads nothing, and its queue would never fill. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> oracleSendBuffers() {
        return tomcat -> tomcat.addConnectorCustomizers(
                connector -> connector.setProperty("socket.txBufSize", String.valueOf(SEND_BUFFER_BYTES)));
    }

    private static void obey(String command, SteppableClock clock, @Nullable SabotagedLog log) {
        String[] words = command.split(" ", 2);
        if (words[0].equals("clock")) {
            clock.step(Duration.parse(words[1]));
        } else if (words[0].equals("sabotage") && log != null) {
            log.commit(Sabotage.valueOf(words[1]));
        } else {
            throw new IllegalArgumentException("Not a command here: " + command);
        }
    }
}
