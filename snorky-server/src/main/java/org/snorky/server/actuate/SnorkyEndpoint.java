package org.snorky.server.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The endpoint {@code snorky}: what the server serves, and how much of it is in use. */
@Endpoint(id = "snorky")
public final class SnorkyEndpoint {

    private final List<SnorkyDetails> parts;

    public SnorkyEndpoint(List<SnorkyDetails> parts) {
        this.parts = parts;
    }

    @ReadOperation
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        parts.forEach(part -> details.put(part.name(), part.describe()));
        return details;
    }
}
