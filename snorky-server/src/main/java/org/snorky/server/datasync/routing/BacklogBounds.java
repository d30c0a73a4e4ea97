package org.snorky.server.datasync.routing;

/**
 * How much is kept for sessions that are slow; a subscription for which more would be kept must fetch anew.
 *
 * @param ofSession estimated bytes of rows for one session; one row alone may be larger
 * @param ofAll the same for all of them together
 */
public record BacklogBounds(long ofSession, long ofAll) {}
