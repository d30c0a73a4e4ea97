package org.snorky.protocol;

/**
 * What a server writes into its log of changes so that a revocation has its place among the deltas wherever the log is
 * read; no application publishes it.
 *
 * @param which the subscriptions that end, of those that began before it
 * @param empty whether their clients are to empty their lists at once
 */
public record Withdrawal(Revocation which, boolean empty) implements Change {}
