package org.snorky.server.datasync;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.datasync.routing.Attachment;
import org.snorky.server.datasync.routing.Attachments;
import org.snorky.server.datasync.routing.DeltaRouter;
import org.snorky.server.datasync.subscription.Holdings;
import org.snorky.server.datasync.subscription.Holdings.Claim;
import org.snorky.server.datasync.subscription.Holdings.Holder;
import org.snorky.server.position.Position;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.session.CloseReason;

/**
 * What this process has of the subscriptions that it shares with others: the hold on them, and their deltas.
 *
 * <p>Of one subscription everything here happens one after the other, under one of a few locks that its token chooses: from
 * the claim until it is attached, so that whoever ends it later finds it attached. That lock is taken before the router's.
 * Only the router itself ends attachments without it.
 */
final class Hands {

    private static final int LOCKS = 64;

    private final Object[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();
    private final AtomicLong numbers = new AtomicLong();
    private final Holdings holdings;
    private final Attachments attachments;
    private final DeltaRouter router;
    private final Endings endings;
    private final Notifications notifications;
    private final String node;

    Hands(
            Holdings holdings,
            Attachments attachments,
            DeltaRouter router,
            Endings endings,
            Notifications notifications,
            String node) {
        this.holdings = holdings;
        this.attachments = attachments;
        this.router = router;
        this.endings = endings;
        this.notifications = notifications;
        this.node = node;
    }

    /** What is done about a token under this lock is done one after the other. */
    Object lockOf(String token) {
        return locks[Math.floorMod(token.hashCode(), LOCKS)];
    }

    /** For the next attachment. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    Holder holderOf(Attachment attachment) {
        return new Holder(node, attachment.number());
    }

    /**
     * Takes a subscription and begins its delivery; where that fails, the subscription ends.
     *
     * @param stillWanted asked once whoever forgets the session would find the attachment
     * @return the position up to which the session now has everything
     */
    Position take(Attachment attachment, Position from, BooleanSupplier stillWanted) {
        String token = attachment.subscription().token();
        synchronized (lockOf(token)) {
            Attachment current = attachments.find(token);
            claim(token, attachment);
            if (current != null) {
                drop(current);
                tellTakenOver(current, attachment);
            }
            attachments.add(attachment);
            try {
                if (!stillWanted.getAsBoolean()) {
                    throw noSuchSubscription();
                }
                return router.attach(attachment, from);
            } catch (RuntimeException failed) {
                attachments.remove(attachment);
                giveBack(attachment, Duration.ZERO);
                throw failed;
            }
        }
    }

    private void claim(String token, Attachment attachment) {
        Claim claim = holdings.claim(token, holderOf(attachment), attachment.isResumable());
        if (claim instanceof Claim.Gone) {
            throw noSuchSubscription();
        }
        if (claim instanceof Claim.Held) {
            throw new RpcException("Already acquired", ErrorCode.ALREADY_ACQUIRED);
        }
    }

    private void tellTakenOver(Attachment current, Attachment by) {
        if (!current.session().equals(by.session())) {
            notifications.resync(current, "taken_over");
        }
    }

    /**
     * Ends delivery. Whoever no longer finds the attachment may rely on its delivery having ended. To be called under the lock
     * of the token.
     */
    void drop(Attachment attachment) {
        router.detach(attachment, () -> attachments.remove(attachment));
    }

    /** Gives a subscription up for others to acquire for a while, or for good where there is no time for that. */
    void giveBack(Attachment attachment, Duration timeToLive) {
        endings.release(attachment.subscription().token(), holderOf(attachment), timeToLive);
    }

    /** Ends what the store does not know any more, and tells the client. */
    void end(String token, String reason, boolean empty) {
        synchronized (lockOf(token)) {
            Attachment attachment = attachments.find(token);
            if (attachment != null) {
                drop(attachment);
                giveBack(attachment, Duration.ZERO);
                notifications.resync(attachment, reason, empty);
            }
        }
    }

    /**
     * Ends what is in other hands, or in none any more, and tells the client; one that would not understand is closed.
     *
     * @param lost nothing is done where it is not in this process's hands by this hold
     */
    void lose(String token, Holder lost, String reason) {
        synchronized (lockOf(token)) {
            @Nullable Attachment attachment = attachments.find(token);
            if (attachment != null && holderOf(attachment).equals(lost)) {
                drop(attachment);
                if (attachment.isResumable()) {
                    notifications.resync(attachment, reason);
                } else {
                    attachment.session().close(CloseReason.LOG_LOST);
                }
            }
        }
    }

    static RpcException noSuchSubscription() {
        return new RpcException("No such subscription", ErrorCode.NO_SUCH_SUBSCRIPTION);
    }
}
