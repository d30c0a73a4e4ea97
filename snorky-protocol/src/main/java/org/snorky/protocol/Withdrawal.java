package org.snorky.protocol;

/**
 * What a server writes into its log of changes so that the end of subscriptions has its place among the deltas wherever the
 * log is read; no application publishes it.
 *
 * @param which the subscriptions that end, of those that began before it
 * @param cause what their clients are told
 * @param empty whether they are to empty their lists at once
 */
public record Withdrawal(Revocation which, Cause cause, boolean empty) implements Change {

    /** Why subscriptions end. */
    public enum Cause {
        /** The application revoked them. */
        REVOKED,
        /** The application withdrew the one by its token. */
        CANCELLED
    }
}
