package org.snorky.server.transport.socket;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a transport share.
 *
 * @param messageSize longest message taken from a client, in bytes
 * @param heartbeat null where the transport has its own
 * @param closes runs what closes connections, which may block
 * @param ticker nanoseconds from an arbitrary moment
 * @param clock the time of day, by which identities expire
 */
public record SocketSettings(
        int messageSize,
        OutboundLimits limits,
        @Nullable Heartbeat heartbeat,
        SocketMeters meters,
        Executor closes,
        LongSupplier ticker,
        InstantSource clock) {}
