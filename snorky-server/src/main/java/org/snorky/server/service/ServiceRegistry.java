package org.snorky.server.service;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The services that a transport endpoint offers, by name. Immutable. */
public final class ServiceRegistry {

    /** The registry of browsers and other untrusted clients. */
    public static final String FRONTEND = "frontend";

    /** The registry of trusted applications. */
    public static final String BACKEND = "backend";

    private final String name;
    private final Map<String, Service> services = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two services have one name */
    public ServiceRegistry(String name, Collection<? extends Service> services) {
        this.name = name;
        for (Service service : services) {
            Service other = this.services.putIfAbsent(service.name(), service);
            if (other != null) {
                throw new IllegalArgumentException(
                        "Two services are named '%s' in registry '%s': %s and %s. Rename one, or switch the built-in one off."
                                .formatted(service.name(), name, other, service));
            }
        }
    }

    public String name() {
        return name;
    }

    public Collection<Service> services() {
        return services.values();
    }

    public @Nullable Service find(String service) {
        return services.get(service);
    }
}
