package org.snorky.server.datasync;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.Withdrawal;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.DistantLog;
import org.snorky.server.datasync.subscription.SubscriptionStore;

/**
 * How applications take subscriptions back, whoever holds them: once a method returns, what was authorised before and is meant
 * is in nobody's hands and comes into nobody's again.
 *
 * <p>The store forgets first. In a process that is alone, whoever acquires one meanwhile either claims it after that and fails,
 * or is found here. Where others read the same log, a withdrawal goes through it: whoever claimed one before is attached
 * before the withdrawal's place in its own process, and is ended there, or is not attached yet, and meets it in its replay. Of a
 * withdrawal that failed half-way nothing is known: it must be repeated, and then goes through the log whatever the store still
 * had.
 */
final class Withdrawals {

    private final SubscriptionStore store;
    private final DeltaLog log;
    private final Hands hands;

    Withdrawals(SubscriptionStore store, DeltaLog log, Hands hands) {
        this.store = store;
        this.log = log;
        this.hands = hands;
    }

    /** Cancels a subscription and tells whether there was one. */
    boolean cancel(String token) {
        Revocation which = new Revocation.OfToken(token);
        boolean existed = !store.remove(which).isEmpty();
        end(new Withdrawal(which, Withdrawal.Cause.CANCELLED, false), List.of(token));
        return existed;
    }

    /** Cancels subscriptions and gives their count. */
    int revoke(Revocation which, boolean empty) {
        Collection<String> removed = store.remove(which);
        end(new Withdrawal(which, Withdrawal.Cause.REVOKED, empty), removed);
        return removed.size();
    }

    private void end(Withdrawal withdrawal, Collection<String> removed) {
        if (log instanceof DistantLog) {
            log.append(null, List.of(withdrawal));
        } else {
            String reason = withdrawal.cause().name().toLowerCase(Locale.ROOT);
            removed.forEach(token -> hands.end(token, reason, withdrawal.empty()));
        }
    }
}
