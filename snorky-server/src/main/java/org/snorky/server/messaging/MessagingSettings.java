package org.snorky.server.messaging;

/**
 * Bounds of messaging.
 *
 * @param maxNamesPerClient how many names one client may hold
 * @param maxNames how many names all clients may hold together
 */
public record MessagingSettings(int maxNamesPerClient, int maxNames) {}
