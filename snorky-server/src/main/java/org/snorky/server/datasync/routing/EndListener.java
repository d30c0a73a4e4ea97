package org.snorky.server.datasync.routing;

import java.util.List;

/** Hears of the attachments that the router has detached of its own accord; nothing of them goes to their session after. */
public interface EndListener {

    /** Why an attachment was detached. */
    enum Reason {
        /** An invalidation concerns it. */
        INVALIDATED,
        /** The session is so slow that too much waited for it. */
        TOO_SLOW
    }

    /** Called in the order of the log under the router's lock, for what must not change places with deltas. */
    void detached(Attachment attachment, Reason reason);

    /** Called once for all of a batch, without the lock and before the append returns, for what may take its time. */
    void ended(List<Attachment> attachments);
}
