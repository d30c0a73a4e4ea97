package org.snorky.server.datasync;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.Revocation;
import org.snorky.server.datasync.dealer.Dealer;
import org.snorky.server.datasync.dealer.Dealers;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.datasync.routing.Attachment;
import org.snorky.server.datasync.routing.Attachments;
import org.snorky.server.datasync.routing.DeltaRouter;
import org.snorky.server.datasync.routing.RoutedItem;
import org.snorky.server.datasync.subscription.ItemKey;
import org.snorky.server.datasync.subscription.Subscription;
import org.snorky.server.datasync.subscription.SubscriptionStore;
import org.snorky.server.position.Position;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.session.ClientSession;
import tools.jackson.databind.JsonNode;

/**
 * How sessions get, keep and lose subscriptions.
 *
 * <ol>
 *   <li>A subscription is in the hands of one session at a time.
 *   <li>Acquired with a position it outlives its session by the resume window, and another session can take it over
 *       meanwhile or while the first is still there; the first is then told to fetch anew, in case it is alive. Acquired
 *       without, it ends with its session.
 *   <li>A subscription whose position is lost is cancelled.
 *   <li>Once {@link #cancel(String)} or {@link #revoke} returns, what was authorised before and is meant is in nobody's
 *       hands and comes into nobody's again.
 * </ol>
 *
 * The methods that take a session are called by one thread at a time; {@link #cancel(String)} and {@link #revoke} may come from any.
 */
final class Acquisition {

    private final SubscriptionStore store;
    private final Dealers dealers;
    private final DeltaRouter router;
    private final Attachments attachments;
    private final Notifications notifications;
    private final DataSyncSettings settings;

    Acquisition(
            SubscriptionStore store,
            Dealers dealers,
            DeltaRouter router,
            Attachments attachments,
            Notifications notifications,
            DataSyncSettings settings) {
        this.store = store;
        this.dealers = dealers;
        this.router = router;
        this.attachments = attachments;
        this.notifications = notifications;
        this.settings = settings;
    }

    /** @return the position up to which the session now has everything */
    Position acquire(ClientSession session, String token, @Nullable String tag, @Nullable JsonNode givenPosition) {
        Subscription subscription = findFor(session, token);
        StartFrom from;
        try {
            from = StartFrom.of(givenPosition);
        } catch (PositionLostException lost) {
            store.remove(token);
            throw lost;
        }
        requireRoom(session);
        release(session, token, from.isResumable());
        Attachment attachment = new Attachment(subscription, items(subscription), session, tag, from.isResumable());
        return attach(attachment, from.position() == null ? subscription.position() : from.position());
    }

    private Subscription findFor(ClientSession session, String token) {
        Subscription subscription = store.find(token);
        if (subscription == null || !mayAcquire(session, subscription)) {
            throw noSuchSubscription();
        }
        return subscription;
    }

    private static boolean mayAcquire(ClientSession session, Subscription subscription) {
        JsonNode owner = subscription.identity();
        JsonNode identity = session.identity();
        return owner == null || (identity != null && JsonKey.of(identity).equals(JsonKey.of(owner)));
    }

    private void requireRoom(ClientSession session) {
        if (attachments.countOf(session) >= settings.maxSubscriptionsPerClient()) {
            throw new RpcException("Too many subscriptions", ErrorCode.TOO_MANY_SUBSCRIPTIONS);
        }
    }

    /** Takes the subscription out of the hands that hold it. */
    private void release(ClientSession newHolder, String token, boolean takesOver) {
        Attachment current = attachments.find(token);
        if (current == null) {
            return;
        }
        if (!takesOver) {
            throw new RpcException("Already acquired", ErrorCode.ALREADY_ACQUIRED);
        }
        drop(current);
        if (!current.session().equals(newHolder)) {
            notifications.resync(current, "taken_over");
        }
    }

    private List<RoutedItem> items(Subscription subscription) {
        return subscription.items().stream()
                .map(item -> {
                    Dealer dealer = dealers.get(item.dealer());
                    return new RoutedItem(ItemKey.of(item), dealer.model(), dealer.filter(item.query()));
                })
                .toList();
    }

    private Position attach(Attachment attachment, Position from) {
        String token = attachment.subscription().token();
        attachments.add(attachment);
        try {
            Position reached = router.attach(
                    attachment,
                    from,
                    () -> attachments.contains(attachment) && store.renew(token, SubscriptionStore.UNLIMITED));
            if (reached == null) {
                throw noSuchSubscription();
            }
            return reached;
        } catch (RuntimeException failed) {
            attachments.remove(attachment);
            store.remove(token);
            throw failed;
        }
    }

    /** Cancels a subscription that this session holds. */
    void cancel(ClientSession session, String token) {
        Attachment attachment = attachments.find(token);
        if (attachment == null || !attachment.session().equals(session)) {
            throw noSuchSubscription();
        }
        store.remove(token);
        drop(attachment);
    }

    /** Cancels a subscription, whoever holds it, and tells whether there was one. */
    boolean cancel(String token) {
        boolean existed = store.remove(token);
        end(token, "cancelled", false);
        return existed;
    }

    /**
     * Cancels subscriptions, whoever holds them, and gives their count. The store forgets first: whoever acquires one
     * meanwhile either asks the store after that and fails, or is attached before and found here.
     *
     * @param empty whether holders are to empty their lists
     */
    int revoke(Revocation revocation, boolean empty) {
        Collection<String> revoked = store.remove(revocation);
        revoked.forEach(token -> end(token, "revoked", empty));
        return revoked.size();
    }

    private void end(String token, String reason, boolean empty) {
        Attachment attachment = attachments.find(token);
        if (attachment != null) {
            drop(attachment);
            notifications.resync(attachment, reason, empty);
        }
    }

    void disconnected(ClientSession session) {
        for (Attachment attachment : attachments.ofSession(session)) {
            drop(attachment);
            String token = attachment.subscription().token();
            if (attachment.isResumable()) {
                store.renew(token, settings.resumeWindow());
            } else {
                store.remove(token);
            }
        }
    }

    /** Whoever no longer finds the attachment may rely on its delivery having ended. */
    private void drop(Attachment attachment) {
        router.detach(attachment, () -> attachments.remove(attachment));
    }

    private static RpcException noSuchSubscription() {
        return new RpcException("No such subscription", ErrorCode.NO_SUCH_SUBSCRIPTION);
    }
}
