package org.snorky.server.store.redis.link;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * What a link has around it.
 *
 * @param node names this process among all that share the store and in all times: 16 letters
 * @param clock tells people when
 * @param nanos as {@link System#nanoTime}
 * @param threads makes its thread
 * @param meters counts calls
 * @param shift microseconds that scripts add to Redis' clock: 0 but for tests, which have time pass by it
 */
public record Surroundings(
        String node,
        InstantSource clock,
        LongSupplier nanos,
        ThreadFactory threads,
        MeterRegistry meters,
        LongSupplier shift) {}
