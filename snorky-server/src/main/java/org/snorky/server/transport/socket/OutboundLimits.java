package org.snorky.server.transport.socket;

import java.time.Duration;

/**
 * How far a client may fall behind before its connection is given up.
 *
 * @param messages count of messages that wait for it
 * @param bytes sum of their sizes; one message alone may be longer
 * @param sendTime how long one write may take
 * @param closeTime how long a connection that is to close may take for what is queued
 */
public record OutboundLimits(int messages, long bytes, Duration sendTime, Duration closeTime) {}
