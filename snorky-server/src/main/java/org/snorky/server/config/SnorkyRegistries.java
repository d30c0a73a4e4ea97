package org.snorky.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snorky.server.rpc.RpcServices;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.IntakeRules;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.service.Service;
import org.snorky.server.service.ServiceRegistration;
import org.snorky.server.service.ServiceRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The registries and the way to each, from the beans that are services.
 *
 * <p>Beans annotated with {@link SnorkyService} go where the annotation says; other {@link Service} beans to the
 * frontend; whatever a {@link ServiceRegistration} holds to the registry it names. They are looked for once all
 * singletons exist, so that no bean is made earlier than it would be without us.
 */
final class SnorkyRegistries implements SmartInitializingSingleton {

    private final ListableBeanFactory beans;
    private final RpcServices rpc;
    private final SnorkyThreads threads;
    private final Function<String, IntakeRules> rules;
    private volatile @Nullable Map<String, MessageDispatcher> dispatchers;

    /** @param rules by registry */
    SnorkyRegistries(
            ListableBeanFactory beans, RpcServices rpc, SnorkyThreads threads, Function<String, IntakeRules> rules) {
        this.beans = beans;
        this.rpc = rpc;
        this.threads = threads;
        this.rules = rules;
    }

    @Override
    public void afterSingletonsInstantiated() {
        dispatchers();
    }

    /** The way to a registry, to be asked once all singletons exist. */
    Supplier<MessageDispatcher> dispatcher(String registry) {
        return () -> {
            MessageDispatcher dispatcher = dispatchers().get(registry);
            if (dispatcher == null) {
                throw new IllegalStateException("There is no registry '" + registry + "'");
            }
            return dispatcher;
        };
    }

    /** The registries by name. */
    Map<String, ServiceRegistry> registries() {
        Map<String, ServiceRegistry> registries = new LinkedHashMap<>();
        dispatchers().forEach((name, dispatcher) -> registries.put(name, dispatcher.registry()));
        return registries;
    }

    private Map<String, MessageDispatcher> dispatchers() {
        Map<String, MessageDispatcher> known = dispatchers;
        if (known == null) {
            synchronized (this) {
                known = dispatchers;
                if (known == null) {
                    known = assemble();
                    dispatchers = known;
                }
            }
        }
        return known;
    }

    private Map<String, MessageDispatcher> assemble() {
        Map<String, List<Service>> byRegistry = new LinkedHashMap<>();
        byRegistry.put(ServiceRegistry.FRONTEND, new ArrayList<>());
        byRegistry.put(ServiceRegistry.BACKEND, new ArrayList<>());
        registrations().forEach(registration -> byRegistry
                .computeIfAbsent(registration.registry(), name -> new ArrayList<>())
                .add(registration.service()));
        Map<String, MessageDispatcher> assembled = new LinkedHashMap<>();
        byRegistry.forEach((name, services) -> assembled.put(
                name,
                new MessageDispatcher(new ServiceRegistry(name, services), threads.services(), rules.apply(name))));
        return assembled;
    }

    private Stream<ServiceRegistration> registrations() {
        Map<String, Object> annotated = beans.getBeansWithAnnotation(SnorkyService.class);
        Stream<ServiceRegistration> ours = annotated.entrySet().stream()
                .map(bean -> new ServiceRegistration(registryOf(bean.getKey()), service(bean.getValue())));
        Stream<ServiceRegistration> plain = beans.getBeansOfType(Service.class).entrySet().stream()
                .filter(bean -> !annotated.containsKey(bean.getKey()))
                .map(bean -> new ServiceRegistration(ServiceRegistry.FRONTEND, bean.getValue()));
        Stream<ServiceRegistration> named =
                beans.getBeanProvider(ServiceRegistration.class).orderedStream();
        return Stream.of(ours, plain, named).flatMap(each -> each);
    }

    private Service service(Object bean) {
        return bean instanceof Service service ? service : rpc.of(bean);
    }

    private String registryOf(String beanName) {
        SnorkyService declared = beans.findAnnotationOnBean(beanName, SnorkyService.class);
        return declared == null ? ServiceRegistry.FRONTEND : declared.registry();
    }
}
