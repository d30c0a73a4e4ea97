package org.snorky.server.config;

import org.snorky.server.limit.ConnectionCounts;
import org.snorky.server.limit.Refusals;
import org.snorky.server.transport.socket.Admission;
import org.snorky.server.transport.socket.OpenSessions;
import org.snorky.server.transport.socket.OutboundMemory;
import org.snorky.server.transport.socket.SocketMeters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What holds clients to their limits. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    Refusals snorkyRefusals(SnorkyMeters meters) {
        return new Refusals(meters.registry());
    }

    @Bean
    ConnectionCounts snorkyConnectionCounts(SnorkyProperties properties) {
        return new ConnectionCounts(properties.frontend().limits().ofConnections());
    }

    @Bean
    Admission snorkyAdmission(ConnectionCounts counts, Refusals refusals) {
        return new Admission(counts, refusals, System::nanoTime);
    }

    @Bean
    OutboundMemory snorkyOutboundMemory(SnorkyProperties properties, OpenSessions sessions, SnorkyThreads threads) {
        return new OutboundMemory(
                properties.frontend().outbound().totalLimit(Runtime.getRuntime().maxMemory()),
                sessions,
                threads.scheduler());
    }

    @Bean
    SocketParts snorkySocketParts(
            OpenSessions sessions, Admission admission, OutboundMemory memory, SocketMeters meters, Refusals refusals) {
        return new SocketParts(sessions, admission, memory, meters, refusals);
    }
}
