package org.snorky.server.datasync.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Invalidation;
import org.snorky.server.datasync.subscription.Subscription;
import org.snorky.server.session.ClientSession;

/**
 * A subscription in the hands of a session, which gets its deltas.
 *
 * <p>Changed by the router only, under its lock.
 */
public final class Attachment {

    private final Subscription subscription;
    private final List<RoutedItem> items;
    private final ClientSession session;
    private final @Nullable String tag;
    private final boolean resumable;
    private final List<Runnable> detachers = new ArrayList<>();
    private long startedAfter;
    private long toldUpTo;

    /**
     * @param tag carried by every delta, or null
     * @param resumable whether the subscription outlives the session for a while
     */
    public Attachment(
            Subscription subscription,
            List<RoutedItem> items,
            ClientSession session,
            @Nullable String tag,
            boolean resumable) {
        this.subscription = subscription;
        this.items = items;
        this.session = session;
        this.tag = tag;
        this.resumable = resumable;
    }

    public Subscription subscription() {
        return subscription;
    }

    public ClientSession session() {
        return session;
    }

    public @Nullable String tag() {
        return tag;
    }

    public boolean isResumable() {
        return resumable;
    }

    List<RoutedItem> items() {
        return items;
    }

    boolean isConcernedBy(Invalidation invalidation) {
        return items.stream().anyMatch(item -> item.isConcernedBy(invalidation));
    }

    /** Whether an invalidation in this place of the log ends the attachment, since it began before. */
    boolean isInvalidatedAt(long offset) {
        return offset > startedAfter;
    }

    /** Sets the offset up to which the session has everything already. */
    void startAfter(long offset) {
        startedAfter = offset;
        toldUpTo = offset;
    }

    /** Queues a delta, unless the session has it already. */
    boolean deliver(EncodedDelta delta, Form form, long offset) {
        if (offset <= startedAfter) {
            return false;
        }
        toldUpTo = offset;
        session.send(delta.message(form, tag));
        return true;
    }

    /** Whether the session does not know yet that it has everything up to an offset; from now on it does. */
    boolean tell(long offset) {
        boolean isNews = resumable && toldUpTo < offset;
        toldUpTo = Math.max(toldUpTo, offset);
        return isNews;
    }

    void onDetach(Runnable detacher) {
        detachers.add(detacher);
    }

    void detach() {
        detachers.forEach(Runnable::run);
        detachers.clear();
    }
}
