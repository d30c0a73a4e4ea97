package org.snorky.server.transport.socket;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.snorky.server.limit.Refusals;

/**
 * What all connections of a transport share.
 *
 * @param messageSize longest message taken from a client, in bytes
 * @param heartbeat null where the transport has its own
 * @param idleTime how long nothing may be said either way; zero where that does not matter
 * @param memory told of what waits for clients
 * @param refusals told of what is refused for a limit
 * @param closes runs what closes connections, which may block
 * @param ticker nanoseconds from an arbitrary moment
 * @param clock the time of day, by which identities expire
 */
public record SocketSettings(
        int messageSize,
        OutboundLimits limits,
        @Nullable Heartbeat heartbeat,
        Duration idleTime,
        SocketMeters meters,
        OutboundMemory memory,
        Refusals refusals,
        Executor closes,
        LongSupplier ticker,
        InstantSource clock) {}
