package org.snorky.server.service;

/**
 * How much one session may have waiting for services.
 *
 * @param messages count of messages
 * @param bytes sum of their sizes as they came
 */
public record InboundLimits(int messages, long bytes) {}
