package org.snorky.server.datasync.routing;

import java.util.List;
import java.util.Locale;
import org.snorky.protocol.Withdrawal;

/** Hears of the attachments that the router has detached of its own accord; nothing of them goes to their session after. */
public interface EndListener {

    /** Why an attachment was detached. */
    enum Reason {
        /** An invalidation concerns it. */
        INVALIDATED,
        /** The session is so slow that too much waited for it. */
        TOO_SLOW,
        /** A withdrawal means it. */
        REVOKED,
        /** A withdrawal of its token alone means it. */
        CANCELLED,
        /** The log has lost what follows, or cannot tell that it has not. */
        LOG_LOST;

        static Reason of(Withdrawal.Cause cause) {
            return cause == Withdrawal.Cause.REVOKED ? REVOKED : CANCELLED;
        }

        /** As clients are told. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Called in the order of the log under the router's lock, for what must not change places with deltas.
     *
     * @param empty whether the client is to empty its list
     */
    void detached(Attachment attachment, Reason reason, boolean empty);

    /** Called once for all of a batch, without the lock and before the append returns, for what may take its time. */
    void ended(List<Attachment> attachments);
}
