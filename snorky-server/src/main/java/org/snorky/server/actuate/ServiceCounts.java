package org.snorky.server.actuate;

import java.util.Map;
import java.util.function.Supplier;

/** How much of a service is in use. */
public final class ServiceCounts implements SnorkyDetails {

    private final String service;
    private final Supplier<Map<String, ? extends Number>> counts;

    public ServiceCounts(String service, Supplier<Map<String, ? extends Number>> counts) {
        this.service = service;
        this.counts = counts;
    }

    @Override
    public String name() {
        return service;
    }

    @Override
    public Map<String, ? extends Number> describe() {
        return counts.get();
    }
}
