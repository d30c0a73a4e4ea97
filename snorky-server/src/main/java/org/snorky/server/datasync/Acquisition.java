package org.snorky.server.datasync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.server.datasync.dealer.Dealer;
import org.snorky.server.datasync.dealer.Dealers;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.DistantLog;
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
 * How sessions get, keep and give up subscriptions.
 *
 * <ol>
 *   <li>A subscription is in the hands of one session at a time. Where it goes from one process to another, the session that
 *       had it may be told a few deltas more.
 *   <li>Acquired with a position it outlives its session by the resume window, and another session can take it over
 *       meanwhile or while the first is still there; the first is then told to fetch anew, in case it is alive. Acquired
 *       without, it ends with its session.
 *   <li>A subscription whose position is lost is cancelled.
 *   <li>A position that other processes have come to and this one has not is waited for, at most as long as its log bounds.
 * </ol>
 *
 * The methods are called by one thread at a time for each session; what comes behind a call that waits may be done before it.
 */
final class Acquisition {

    private final SubscriptionStore store;
    private final Dealers dealers;
    private final @Nullable DistantLog distant;
    private final DeltaRouter router;
    private final Attachments attachments;
    private final Hands hands;
    private final Arrivals arrivals = new Arrivals();
    private final DataSyncNode node;
    private final DataSyncSettings settings;

    /** @param log from which the router has its entries */
    Acquisition(
            SubscriptionStore store,
            Dealers dealers,
            DeltaLog log,
            DeltaRouter router,
            Attachments attachments,
            Hands hands,
            DataSyncNode node,
            DataSyncSettings settings) {
        this.store = store;
        this.dealers = dealers;
        this.distant = log instanceof DistantLog far ? far : null;
        this.router = router;
        this.attachments = attachments;
        this.hands = hands;
        this.node = node;
        this.settings = settings;
    }

    /** @return the position up to which the session now has everything */
    CompletionStage<Position> acquire(
            ClientSession session, String token, @Nullable String tag, @Nullable JsonNode givenPosition) {
        Subscription subscription = findFor(session, token);
        StartFrom from;
        try {
            from = StartFrom.of(givenPosition);
        } catch (PositionLostException lost) {
            store.remove(token);
            throw lost;
        }
        requireRoom(session);
        Attachment attachment =
                new Attachment(subscription, items(subscription), session, tag, from.isResumable(), hands.nextNumber());
        Position start = from.position() == null ? subscription.position() : from.position();
        return distant == null || router.hasRouted(start)
                ? CompletableFuture.completedFuture(hands.take(attachment, start, () -> true))
                : acquireLate(attachment, start, distant);
    }

    private CompletionStage<Position> acquireLate(Attachment attachment, Position start, DistantLog log) {
        ClientSession session = attachment.session();
        String token = attachment.subscription().token();
        if (!arrivals.add(session, token)) {
            throw new RpcException("Already acquired", ErrorCode.ALREADY_ACQUIRED);
        }
        return reached(log, start)
                .handleAsync(
                        (there, lost) -> {
                            try {
                                return hands.take(attachment, start, () -> arrivals.remove(session, token));
                            } finally {
                                arrivals.remove(session, token);
                            }
                        },
                        node.services());
    }

    /** A position may be of no log at all. */
    private static CompletionStage<Position> reached(DistantLog log, Position position) {
        try {
            return log.whenReached(position);
        } catch (PositionLostException lost) {
            return CompletableFuture.failedFuture(lost);
        }
    }

    private Subscription findFor(ClientSession session, String token) {
        Subscription subscription = store.find(token);
        if (subscription == null || !mayAcquire(session, subscription)) {
            throw Hands.noSuchSubscription();
        }
        return subscription;
    }

    private static boolean mayAcquire(ClientSession session, Subscription subscription) {
        JsonNode owner = subscription.identity();
        JsonNode identity = session.identity();
        return owner == null || (identity != null && JsonKey.of(identity).equals(JsonKey.of(owner)));
    }

    private void requireRoom(ClientSession session) {
        if (attachments.countOf(session) + arrivals.countOf(session) >= settings.maxSubscriptionsPerClient()) {
            throw new RpcException("Too many subscriptions", ErrorCode.TOO_MANY_SUBSCRIPTIONS);
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

    /** Cancels a subscription that this session holds, or is about to. */
    void cancel(ClientSession session, String token) {
        synchronized (hands.lockOf(token)) {
            Attachment attachment = attachments.find(token);
            if (attachment != null && attachment.session().equals(session)) {
                hands.drop(attachment);
                hands.giveBack(attachment, Duration.ZERO);
            } else if (!arrivals.remove(session, token)) {
                throw Hands.noSuchSubscription();
            }
        }
    }

    void disconnected(ClientSession session) {
        arrivals.removeAll(session);
        for (Attachment attachment : attachments.ofSession(session)) {
            synchronized (hands.lockOf(attachment.subscription().token())) {
                hands.drop(attachment);
                hands.giveBack(attachment, attachment.isResumable() ? settings.resumeWindow() : Duration.ZERO);
            }
        }
    }
}
