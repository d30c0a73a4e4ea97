package org.snorky.server.transport.socket;

import java.time.Duration;

/**
 * How a connection is found dead that nobody closed.
 *
 * @param interval time between pings
 * @param timeout how long the client may take to answer one, or to say anything else
 */
public record Heartbeat(Duration interval, Duration timeout) {}
