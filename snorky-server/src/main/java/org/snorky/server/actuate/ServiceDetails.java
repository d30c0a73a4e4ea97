package org.snorky.server.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.snorky.server.service.Service;
import org.snorky.server.service.ServiceRegistry;

/** Which services there are, by registry. */
public final class ServiceDetails implements SnorkyDetails {

    private final Supplier<Map<String, ServiceRegistry>> registries;

    public ServiceDetails(Supplier<Map<String, ServiceRegistry>> registries) {
        this.registries = registries;
    }

    @Override
    public String name() {
        return "services";
    }

    @Override
    public Map<String, List<ServiceInfo>> describe() {
        Map<String, List<ServiceInfo>> services = new LinkedHashMap<>();
        registries
                .get()
                .forEach((name, registry) -> services.put(
                        name, registry.services().stream().map(ServiceInfo::of).toList()));
        return services;
    }

    /** A service as the endpoint shows it. */
    public record ServiceInfo(String name, String concurrency) {

        private static ServiceInfo of(Service service) {
            return new ServiceInfo(service.name(), service.concurrency().name());
        }
    }
}
