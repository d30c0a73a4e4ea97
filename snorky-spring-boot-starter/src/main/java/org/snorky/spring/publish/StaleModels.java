package org.snorky.spring.publish;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of which a change could not be told, so that clients may show what is no longer true: nothing is lost in
 * silence.
 *
 * <p>A model stays here, and the application's health says so, until the server was told that clients must fetch it again.
 * Safe for all threads.
 */
public final class StaleModels {

    private static final Logger log = LoggerFactory.getLogger(StaleModels.class);

    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** Notes that clients may hold stale rows of a model. */
    public synchronized void add(String model, String reason) {
        if (reasons.putIfAbsent(model, reason) == null) {
            log.warn("Clients may show stale rows of model '{}': {}", model, reason);
        }
    }

    /** The stale models, each with the first reason. */
    public synchronized Map<String, String> all() {
        return new LinkedHashMap<>(reasons);
    }

    /** Takes a model off: the server knows. */
    public synchronized void told(String model) {
        reasons.remove(model);
    }
}
