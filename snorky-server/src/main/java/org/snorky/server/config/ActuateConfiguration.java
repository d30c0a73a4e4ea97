package org.snorky.server.config;

import org.snorky.server.actuate.LimitDetails;
import org.snorky.server.actuate.ServiceDetails;
import org.snorky.server.actuate.SessionDetails;
import org.snorky.server.actuate.SnorkyCheck;
import org.snorky.server.actuate.SnorkyDetails;
import org.snorky.server.actuate.SnorkyEndpoint;
import org.snorky.server.actuate.SnorkyHealthIndicator;
import org.snorky.server.limit.ConnectionCounts;
import org.snorky.server.limit.Refusals;
import org.snorky.server.transport.socket.OpenSessions;
import org.snorky.server.transport.socket.OutboundMemory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What operators see. */
@Configuration(proxyBeanMethods = false)
class ActuateConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("snorky")
    SnorkyHealthIndicator snorkyHealthIndicator(ObjectProvider<SnorkyCheck> checks) {
        return new SnorkyHealthIndicator(checks.orderedStream().toList());
    }

    @Bean
    SnorkyCheck snorkyAcceptingCheck(OpenSessions sessions) {
        return () -> sessions.isAccepting() ? null : "The server stops and takes no more clients";
    }

    @Bean
    SnorkyCheck snorkyServiceThreadsCheck(ServiceThreadsProbe probe) {
        return probe::problem;
    }

    @Bean
    @ConditionalOnAvailableEndpoint(SnorkyEndpoint.class)
    SnorkyEndpoint snorkyEndpoint(ObjectProvider<SnorkyDetails> parts) {
        return new SnorkyEndpoint(parts.orderedStream().toList());
    }

    @Bean
    @Order(1)
    ServiceDetails snorkyServiceDetails(SnorkyRegistries registries) {
        return new ServiceDetails(registries::registries);
    }

    @Bean
    @Order(2)
    SessionDetails snorkySessionDetails(OpenSessions sessions) {
        return new SessionDetails(sessions);
    }

    @Bean
    @Order(3)
    LimitDetails snorkyLimitDetails(ConnectionCounts connections, OutboundMemory memory, Refusals refusals) {
        return new LimitDetails(connections, memory, refusals);
    }
}
