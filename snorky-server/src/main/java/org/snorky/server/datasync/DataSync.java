package org.snorky.server.datasync;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend.Authorization;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.Withdrawal;
import org.snorky.server.datasync.dealer.Dealer;
import org.snorky.server.datasync.dealer.Dealers;
import org.snorky.server.datasync.index.FilterCounts;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.routing.Attachments;
import org.snorky.server.datasync.routing.DeltaRouter;
import org.snorky.server.datasync.subscription.Holdings;
import org.snorky.server.datasync.subscription.LocalHoldings;
import org.snorky.server.datasync.subscription.SharedHoldings;
import org.snorky.server.datasync.subscription.Subscription;
import org.snorky.server.datasync.subscription.SubscriptionStore;
import org.snorky.server.datasync.subscription.Tokens;
import org.snorky.server.position.Position;
import org.snorky.server.session.ClientSession;
import tools.jackson.databind.JsonNode;

/**
 * The synchronisation of rows: authorise, publish, acquire, revoke.
 *
 * <ol>
 *   <li>A subscription begins at the log's head of the moment at which it is authorised. What is published from then on and
 *       concerns it is delivered, in the order of the log, to whoever holds it; to a new holder first what followed, then
 *       what comes, with nothing between the two.
 *   <li>A holder that is slow, or was away for long, may get for each row what its deltas come to. A position it is told is
 *       one up to which it has everything.
 *   <li>Where neither can be kept, the subscription ends, and its client is told: by {@code resync} if it holds the
 *       subscription, by {@code position_lost} or {@code no_such_subscription} if it tries to.
 *   <li>No subscription lives across an invalidation that concerns it, whether anyone held it or not; the one exception is a
 *       holder that acquired without a position, whose protocol has no word for it.
 *   <li>Once {@link #revoke} or {@link #cancel} returns, nothing that is published later is delivered to the subscriptions
 *       concerned, and nobody acquires them. What was on its way to the client before still arrives there, before the
 *       {@code resync}.
 * </ol>
 *
 * <p>What an application must do so that a list equals its query thereby, stands in {@code docs/protocol.md}.
 */
public final class DataSync {

    /** The service whose messages clients get. */
    static final String SERVICE = "datasync";

    private final Dealers dealers;
    private final DeltaLog log;
    private final SubscriptionStore store;
    private final DeltaRouter router;
    private final Attachments attachments = new Attachments();
    private final Acquisition acquisition;
    private final Withdrawals withdrawals;
    private final Confirmation confirmation;
    private final PositionWaits waits;
    private final Tokens tokens;
    private final InstantSource clock;
    private final DataSyncSettings settings;
    private final Counter published;

    /** In a process that shares nothing with others. */
    public DataSync(
            Dealers dealers,
            DeltaLog log,
            SubscriptionStore store,
            Tokens tokens,
            InstantSource clock,
            DataSyncSettings settings,
            MeterRegistry meters) {
        this(dealers, log, store, tokens, clock, settings, meters, DataSyncNode.ALONE);
    }

    /**
     * In one of several processes, where the log and the store are those that all of them share.
     *
     * @param store one that is {@link Holdings} itself, unless nobody shares it
     */
    public DataSync(
            Dealers dealers,
            DeltaLog log,
            SubscriptionStore store,
            Tokens tokens,
            InstantSource clock,
            DataSyncSettings settings,
            MeterRegistry meters,
            DataSyncNode node) {
        this.dealers = dealers;
        this.log = log;
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
        this.settings = settings;
        Notifications notifications = new Notifications(meters);
        Holdings holdings = store instanceof Holdings own ? own : new LocalHoldings(store);
        Endings endings = new Endings(holdings, node.endings());
        Ended ended = new Ended(attachments, endings, notifications);
        this.router = new DeltaRouter(log, settings.keys(), settings.backlog(), ended, meters);
        this.waits = new PositionWaits(log, router, clock, settings.maxWaitsPerClient(), settings.awaitTimeout());
        router.onProgress(waits::advance);
        Hands hands = new Hands(holdings, attachments, router, endings, notifications, node.name());
        this.acquisition = new Acquisition(store, dealers, log, router, attachments, hands, node, settings);
        this.withdrawals = new Withdrawals(store, log, hands);
        this.confirmation = new Confirmation(store, holdings, attachments, hands);
        if (holdings instanceof SharedHoldings shared) {
            shared.takeOvers((token, from) -> node.services().execute(() -> hands.lose(token, from, "taken_over")));
        }
        this.published = meters.counter("snorky.datasync.deltas.published");
        Gauge.builder("snorky.datasync.filters.scanned", router, DataSync::scannedFilters)
                .description("Filters that every delta of their model is tried with")
                .register(meters);
        meters.gauge("snorky.datasync.subscriptions", store, SubscriptionStore::size);
        meters.gauge("snorky.datasync.subscriptions.acquired", attachments, Attachments::size);
    }

    /**
     * Authorises a subscription.
     *
     * @param identity who alone may acquire it, or null
     * @throws ProtocolException if an item names no dealer or asks a bad query, or there are too many
     */
    public Authorization authorize(List<SubscriptionItem> items, @Nullable JsonNode identity) {
        if (items.isEmpty() || items.size() > settings.maxItemsPerSubscription()) {
            throw new ProtocolException(
                    "items must be 1 to " + settings.maxItemsPerSubscription(), ErrorCode.INVALID_PARAMS, "/items");
        }
        for (int i = 0; i < items.size(); i++) {
            check(items.get(i), "/items/" + i);
        }
        List<SubscriptionItem> kept =
                List.copyOf(items.stream().map(DataSync::withSharedName).toList());
        Subscription subscription = new Subscription(tokens.next(), kept, log.head(), identity);
        store.add(subscription, settings.tokenTimeToLive());
        return new Authorization(
                subscription.token(),
                subscription.position().toString(),
                clock.instant().plus(settings.tokenTimeToLive()));
    }

    /** Dealers are few and subscriptions many, and each would keep the name as it was read. */
    private static SubscriptionItem withSharedName(SubscriptionItem item) {
        return new SubscriptionItem(item.dealer().intern(), item.query());
    }

    /** What a dealer finds wrong lies within its query, which lies within the item. */
    private void check(SubscriptionItem item, String pointer) {
        Dealer dealer = dealer(item, pointer);
        try {
            dealer.filter(item.query());
        } catch (ProtocolException bad) {
            String within = bad.pointer() == null ? "" : bad.pointer();
            throw new ProtocolException(bad.getMessage(), bad.code(), pointer + "/query" + within);
        }
    }

    private Dealer dealer(SubscriptionItem item, String pointer) {
        try {
            return dealers.get(item.dealer());
        } catch (ProtocolException unknown) {
            throw new ProtocolException(unknown.getMessage(), unknown.code(), pointer + "/dealer");
        }
    }

    /**
     * Publishes changes that are committed.
     *
     * @return the position of the last
     * @throws ProtocolException if one of them invalidates an item that nobody can have, or is no change of an application; with
     *     its pointer in the batch
     * @throws org.snorky.server.datasync.log.UnavailableException if the log cannot be reached
     */
    public Position publish(DeltaBatch batch) {
        for (int i = 0; i < batch.changes().size(); i++) {
            if (batch.changes().get(i) instanceof Invalidation.Item invalidation) {
                check(invalidation.item(), "/deltas/" + i);
            } else if (batch.changes().get(i) instanceof Withdrawal) {
                throw new ProtocolException(
                        "A withdrawal is made by revoking", ErrorCode.INVALID_DELTA_TYPE, "/deltas/" + i);
            }
        }
        published.increment(batch.changes().size());
        return log.append(batch.batchId(), batch.changes());
    }

    /**
     * Cancels a subscription, acquired or not, and tells whether there was one; a client that holds it is told to fetch
     * anew if it can understand that.
     */
    public boolean cancel(String token) {
        return withdrawals.cancel(token);
    }

    /**
     * Ends subscriptions and gives their count; clients that hold them are told to fetch anew if they can understand
     * that.
     *
     * @param empty whether they are to empty their lists at once
     * @throws ProtocolException if the revocation is of an item that nobody can have
     */
    public int revoke(Revocation revocation, boolean empty) {
        if (revocation instanceof Revocation.OfItem of) {
            check(of.item(), "");
        }
        return withdrawals.revoke(revocation, empty);
    }

    /** Tells every session that can resume up to where it has everything, unless it knows. */
    public void tellPositions() {
        for (ClientSession session : attachments.sessions()) {
            router.tellPosition(attachments.ofSession(session), Notifications::position);
        }
    }

    /** Fails the waits for positions whose time is over; to be called about every second. */
    public void expireWaits() {
        waits.expire();
    }

    /**
     * Renews the leases of a part of what this process holds, and ends what others hold by now; to be called every two seconds or
     * so where the store is shared.
     *
     * @throws org.snorky.server.datasync.log.UnavailableException if the store cannot be reached
     */
    public void confirmHoldings() {
        confirmation.confirmPart();
    }

    /** Forgets what is kept encoded for resuming clients and none has asked for lately; to be called every few seconds. */
    public void forgetUnread() {
        router.forgetUnread();
    }

    PositionWaits waits() {
        return waits;
    }

    Acquisition acquisition() {
        return acquisition;
    }

    /** The dealers that are declared. */
    public Dealers dealers() {
        return dealers;
    }

    public DeltaLog log() {
        return log;
    }

    public SubscriptionStore store() {
        return store;
    }

    /** Estimated bytes of the rows that wait for slow clients. */
    public long backlogBytes() {
        return router.backlogBytes();
    }

    /** The filters of the subscriptions in the hands of sessions, by model. */
    public Map<String, FilterCounts> filterCounts() {
        return router.filterCounts();
    }

    private static int scannedFilters(DeltaRouter router) {
        return router.filterCounts().values().stream()
                .mapToInt(FilterCounts::scanned)
                .sum();
    }

    /** How many subscriptions are in the hands of sessions. */
    public int acquiredCount() {
        return attachments.size();
    }
}
