package org.snorky.server.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.snorky.server.limit.Refusals;
import org.snorky.server.rpc.RpcServices;
import org.snorky.server.service.InboundLimits;
import org.snorky.server.service.IntakeRules;
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
            Refusals refusals,
            SnorkyProperties properties) {
        RpcServices rpc =
                new RpcServices(validator.getIfUnique(ServiceConfiguration::defaultValidator), meters.registry());
        IntakeRules ofClients = rules(properties.frontend(), refusals);
        IntakeRules ofBackends = IntakeRules.ofTrusted(
                new InboundLimits(1, properties.backend().maxBody().toBytes()));
        return new SnorkyRegistries(
                beans, rpc, threads, registry -> registry.equals(ServiceRegistry.BACKEND) ? ofBackends : ofClients);
    }

    private static IntakeRules rules(FrontendProperties frontend, Refusals refusals) {
        FrontendProperties.InboundProperties inbound = frontend.inbound();
        LimitProperties limits = frontend.limits();
        return new IntakeRules(
                new InboundLimits(inbound.messages(), inbound.bytes().toBytes()),
                limits.rates(),
                limits.nameLength(),
                limits.reader(frontend.messageSize()),
                refusals,
                System::nanoTime);
    }

    private static Validator defaultValidator() {
        return Validation.buildDefaultValidatorFactory().getValidator();
    }
}
