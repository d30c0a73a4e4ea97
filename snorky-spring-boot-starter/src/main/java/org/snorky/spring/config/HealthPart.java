package org.snorky.spring.config;

import java.util.Map;

/** One part of the way to the server, as health tells of it. */
@FunctionalInterface
interface HealthPart {

    /**
     * Adds what operators should see.
     *
     * @return whether all is well
     */
    boolean describe(Map<String, Object> details);
}
