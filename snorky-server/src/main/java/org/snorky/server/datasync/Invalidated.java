package org.snorky.server.datasync;

import java.util.List;
import org.snorky.server.datasync.routing.Attachment;
import org.snorky.server.datasync.routing.Attachments;
import org.snorky.server.datasync.routing.InvalidationListener;
import org.snorky.server.datasync.subscription.SubscriptionStore;

/** What becomes of invalidated subscriptions: their holders are told, and nobody can acquire them again. */
final class Invalidated implements InvalidationListener {

    private final Attachments attachments;
    private final SubscriptionStore store;

    Invalidated(Attachments attachments, SubscriptionStore store) {
        this.attachments = attachments;
        this.store = store;
    }

    @Override
    public void detached(Attachment attachment) {
        attachments.remove(attachment);
        Notifications.resync(attachment, "invalidated");
    }

    /** Until then a replay fails all the same, since it would cross the invalidation. */
    @Override
    public void ended(List<Attachment> ended) {
        ended.forEach(attachment -> store.remove(attachment.subscription().token()));
    }
}
