package org.snorky.server.service;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.LongSupplier;
import org.snorky.protocol.WireJson;
import org.snorky.server.limit.RateLimiter;
import org.snorky.server.limit.Rates;
import org.snorky.server.limit.Refusals;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the messages of each session are held to before services see them.
 *
 * @param pending what may wait for services
 * @param rates how many may come
 * @param nameLength most characters of a service's name
 * @param reader reads messages, up to its bounds of nesting and lengths
 * @param refusals told of each message refused for a limit
 * @param ticker nanoseconds from some moment on
 */
public record IntakeRules(
        InboundLimits pending, Rates rates, int nameLength, JsonMapper reader, Refusals refusals, LongSupplier ticker) {

    /** For sessions that are trusted with everything but having too much waiting. */
    public static IntakeRules ofTrusted(InboundLimits pending) {
        return new IntakeRules(
                pending,
                Rates.UNLIMITED,
                Integer.MAX_VALUE,
                WireJson.mapper(),
                new Refusals(new SimpleMeterRegistry()),
                () -> 0);
    }

    RateLimiter rateLimiter() {
        return new RateLimiter(rates, refusals, ticker);
    }
}
