package org.snorky.server.datasync.routing;

import java.util.List;

/** Hears of the attachments that the router has detached because an invalidation concerns them. */
public interface InvalidationListener {

    /** Called in the order of the log under the router's lock, for what must not change places with deltas. */
    void detached(Attachment attachment);

    /** Called once for all of a batch, without the lock and before the append returns, for what may take its time. */
    void ended(List<Attachment> attachments);
}
