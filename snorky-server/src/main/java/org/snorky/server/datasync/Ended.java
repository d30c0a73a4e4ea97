package org.snorky.server.datasync;

import java.util.List;
import org.snorky.server.datasync.routing.Attachment;
import org.snorky.server.datasync.routing.Attachments;
import org.snorky.server.datasync.routing.EndListener;
import org.snorky.server.session.CloseReason;

/** What becomes of subscriptions that cannot go on: their holders are told, and nobody can acquire them again. */
final class Ended implements EndListener {

    private final Attachments attachments;
    private final Endings endings;
    private final Notifications notifications;

    Ended(Attachments attachments, Endings endings, Notifications notifications) {
        this.attachments = attachments;
        this.endings = endings;
        this.notifications = notifications;
    }

    /** A client that would not understand, and would take silence for being up to date, is closed, so that it knows. */
    @Override
    public void detached(Attachment attachment, Reason reason, boolean empty) {
        attachments.remove(attachment);
        if (!attachment.isResumable() && reason == Reason.TOO_SLOW) {
            attachment.session().close(CloseReason.TOO_SLOW);
        } else if (!attachment.isResumable() && reason == Reason.LOG_LOST) {
            attachment.session().close(CloseReason.LOG_LOST);
        } else {
            notifications.resync(attachment, reason.word(), empty);
        }
    }

    /** An invalidated one could not be acquired before either, for its replay would cross the invalidation. */
    @Override
    public void ended(List<Attachment> ended) {
        endings.forget(ended.stream()
                .map(attachment -> attachment.subscription().token())
                .toList());
    }
}
