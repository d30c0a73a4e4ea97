package org.snorky.server.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.snorky.server.rpc.RpcServices;
import org.snorky.server.service.InboundLimits;
import org.snorky.server.service.ServiceRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The services and what runs them. */
@Configuration(proxyBeanMethods = false)
class ServiceConfiguration {

    @Bean
    SnorkyThreads snorkyThreads(SnorkyProperties properties) {
        return new SnorkyThreads(properties.threads());
    }

    @Bean
    ServiceThreadsProbe snorkyServiceThreadsProbe(SnorkyThreads threads) {
        return new ServiceThreadsProbe(threads.services(), System::nanoTime);
    }

    @Bean
    SnorkyMeters snorkyMeters(ObjectProvider<MeterRegistry> meters) {
        return new SnorkyMeters(meters.getIfUnique(SimpleMeterRegistry::new));
    }

    @Bean
    SnorkyRegistries snorkyRegistries(
            ListableBeanFactory beans,
            ObjectProvider<Validator> validator,
            SnorkyMeters meters,
            SnorkyThreads threads,
            SnorkyProperties properties) {
        RpcServices rpc =
                new RpcServices(validator.getIfUnique(ServiceConfiguration::defaultValidator), meters.registry());
        FrontendProperties.InboundProperties inbound = properties.frontend().inbound();
        InboundLimits ofClients =
                new InboundLimits(inbound.messages(), inbound.bytes().toBytes());
        InboundLimits ofBackends =
                new InboundLimits(1, properties.backend().maxBody().toBytes());
        return new SnorkyRegistries(
                beans, rpc, threads, registry -> registry.equals(ServiceRegistry.BACKEND) ? ofBackends : ofClients);
    }

    private static Validator defaultValidator() {
        return Validation.buildDefaultValidatorFactory().getValidator();
    }
}
