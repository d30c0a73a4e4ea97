package org.snorky.server.datasync;

import java.util.List;
import java.util.Locale;
import org.snorky.server.datasync.routing.Attachment;
import org.snorky.server.datasync.routing.Attachments;
import org.snorky.server.datasync.routing.EndListener;
import org.snorky.server.datasync.subscription.SubscriptionStore;
import org.snorky.server.session.CloseReason;

/** What becomes of subscriptions that cannot go on: their holders are told, and nobody can acquire them again. */
final class Ended implements EndListener {

    private final Attachments attachments;
    private final SubscriptionStore store;
    private final Notifications notifications;

    Ended(Attachments attachments, SubscriptionStore store, Notifications notifications) {
        this.attachments = attachments;
        this.store = store;
        this.notifications = notifications;
    }

    /** A client too slow that would not understand is closed, so that it knows. */
    @Override
    public void detached(Attachment attachment, Reason reason) {
        attachments.remove(attachment);
        if (reason == Reason.TOO_SLOW && !attachment.isResumable()) {
            attachment.session().close(CloseReason.TOO_SLOW);
        } else {
            notifications.resync(attachment, reason.name().toLowerCase(Locale.ROOT));
        }
    }

    /** An invalidated one could not be acquired before either, for its replay would cross the invalidation. */
    @Override
    public void ended(List<Attachment> ended) {
        ended.forEach(attachment -> store.remove(attachment.subscription().token()));
    }
}
