package org.snorky.server.datasync.index;

/**
 * How many filters an index holds.
 *
 * @param filters all, one for each owner
 * @param distinct those of which none equals another
 * @param scanned those of the distinct ones that every delta is tried with, since nothing in them can be looked up
 */
public record FilterCounts(int filters, int distinct, int scanned) {}
