package org.snorky.server.messaging;

/**
 * Bounds of messaging.
 *
 * @param maxNamesPerClient how many names one client may hold
 */
public record MessagingSettings(int maxNamesPerClient) {}
