package org.snorky.server.datasync.routing;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.Withdrawal;
import org.snorky.server.datasync.subscription.ItemKey;
import org.snorky.server.datasync.subscription.Subscription;
import org.snorky.server.session.ClientSession;

/**
 * A subscription in the hands of a session, which gets its deltas.
 *
 * <p>Changed by the router only, under its lock; its neighbours by {@link Attachments} only, under theirs.
 */
public final class Attachment extends Linked<Attachment> {

    /** A row that leaves one item and enters another must first go and then come, for whoever keeps them in one list. */
    private static final Comparator<Form> DELETES_FIRST = Comparator.reverseOrder();

    private final Subscription subscription;
    private List<RoutedItem> items;
    private final Set<String> modelsOfSeveralItems;
    private final ClientSession session;
    private final @Nullable String tag;
    private final boolean resumable;
    private final long number;
    private List<Holding> holdings = List.of();
    private @Nullable Outlet outlet;
    private long startedAfter;
    private long toldUpTo;

    /**
     * @param tag carried by every delta, or null
     * @param resumable whether the subscription outlives the session for a while
     * @param number unlike that of every other attachment of this process
     */
    public Attachment(
            Subscription subscription,
            List<RoutedItem> items,
            ClientSession session,
            @Nullable String tag,
            boolean resumable,
            long number) {
        this.subscription = subscription;
        this.items = items;
        this.modelsOfSeveralItems = modelsOfSeveral(items);
        this.session = session;
        this.tag = tag;
        this.resumable = resumable;
        this.number = number;
    }

    private static Set<String> modelsOfSeveral(List<RoutedItem> items) {
        if (items.size() == 1) {
            return Set.of();
        }
        Set<String> seen = new HashSet<>();
        return items.stream()
                .map(RoutedItem::model)
                .filter(model -> !seen.add(model))
                .collect(Collectors.toUnmodifiableSet());
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

    /** Unlike that of every other attachment of this process. */
    public long number() {
        return number;
    }

    /** What it is to hold; empty once it does. */
    List<RoutedItem> items() {
        return items;
    }

    /** Keeps its holds in place of its items, which take less memory together with others'. */
    void hold(List<Holding> held) {
        holdings = List.copyOf(held);
        items = List.of();
    }

    boolean isConcernedBy(Invalidation invalidation) {
        return items.stream().anyMatch(item -> item.isConcernedBy(invalidation));
    }

    /** Of one that is not attached yet. */
    boolean isMeantBy(Withdrawal withdrawal) {
        Revocation which = withdrawal.which();
        if (which instanceof Revocation.OfItem of) {
            ItemKey key = ItemKey.of(of.item());
            return items.stream().anyMatch(item -> item.key().equals(key));
        }
        return which instanceof Revocation.OfIdentity of
                ? JsonKey.of(of.identity()).equals(identity())
                : subscription.token().equals(((Revocation.OfToken) which).token());
    }

    /** For whom alone the subscription is. */
    @Nullable JsonKey identity() {
        return subscription.identity() == null ? null : JsonKey.of(subscription.identity());
    }

    /** Whether what ends subscriptions in this place of the log ends the attachment. */
    boolean beganBefore(long offset) {
        return offset > startedAfter;
    }

    boolean hasSeveralItemsOf(String model) {
        return modelsOfSeveralItems.contains(model);
    }

    /** Forms of one delta in the order in which they are to be told. */
    static List<Form> inOrder(List<Form> forms) {
        if (forms.size() > 1) {
            forms.sort(DELETES_FIRST);
        }
        return forms;
    }

    /** Begins delivery behind an offset, up to which the session has everything already. */
    void start(Outlet to, long after) {
        outlet = to;
        startedAfter = after;
        toldUpTo = after;
    }

    /**
     * Takes a delta.
     *
     * @param forms as what the items see it
     * @return how many messages of it went to the session's queue
     */
    int deliver(EncodedDelta delta, List<Form> forms) {
        long offset = delta.position().offset();
        if (outlet != null && offset > startedAfter && outlet.deliver(this, delta, forms)) {
            toldUpTo = offset;
            return forms.size();
        }
        return 0;
    }

    /** Whether the session does not know yet that it has everything up to an offset; from now on it does. */
    boolean tell(long offset) {
        boolean isNews = resumable && toldUpTo < offset;
        toldUpTo = Math.max(toldUpTo, offset);
        return isNews;
    }

    /** What it held, which it does no more. */
    List<Holding> release() {
        List<Holding> released = holdings;
        holdings = List.of();
        return released;
    }

    /** Ends delivery, and gives the way it went, or null where it had not begun. */
    @Nullable Outlet detach() {
        Outlet way = outlet;
        outlet = null;
        return way;
    }
}
