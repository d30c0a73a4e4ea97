package org.snorky.server.datasync;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.snorky.server.datasync.routing.Attachment;
import org.snorky.server.datasync.routing.Attachments;
import org.snorky.server.datasync.routing.EndListener;
import org.snorky.server.datasync.subscription.Holdings;
import org.snorky.server.datasync.subscription.Holdings.Holder;
import org.snorky.server.datasync.subscription.SubscriptionStore;

/**
 * Renews the leases of what this process holds, a part of it at a time, and ends what it turns out not to hold any more.
 *
 * <p>What another process has taken over is known by a word from there as a rule, and what is withdrawn by the log; that word may
 * be lost, and the process cut off from the store for longer than the leases. What is in nobody's hands may be being withdrawn just
 * now, for a reason that the log will tell: it ends with the next call, if it has not by then. Safe for all threads.
 */
final class Confirmation {

    /** In so many calls everything is confirmed once. */
    private static final int PARTS = 15;

    /** How much a store is asked at once. */
    private static final int BATCH = 500;

    private final SubscriptionStore store;
    private final Holdings holdings;
    private final Attachments attachments;
    private final Hands hands;
    private final Queue<Attachment> left = new ArrayDeque<>();
    private final Map<String, Holder> gone = new HashMap<>();
    private int part;

    Confirmation(SubscriptionStore store, Holdings holdings, Attachments attachments, Hands hands) {
        this.store = store;
        this.holdings = holdings;
        this.attachments = attachments;
        this.hands = hands;
    }

    /** @throws org.snorky.server.datasync.log.UnavailableException and goes on there the next time */
    synchronized void confirmPart() {
        gone.forEach((token, holder) -> hands.lose(token, holder, EndListener.Reason.LOG_LOST.word()));
        gone.clear();
        if (left.isEmpty()) {
            left.addAll(attachments.all());
            part = (left.size() + PARTS - 1) / PARTS;
        }
        for (int done = 0; done < part && !left.isEmpty(); done += BATCH) {
            confirm(batch(Math.min(BATCH, part - done)));
        }
    }

    private Map<String, Holder> batch(int size) {
        Map<String, Holder> batch = new HashMap<>();
        left.stream()
                .limit(size)
                .forEach(attachment -> batch.put(attachment.subscription().token(), hands.holderOf(attachment)));
        return batch;
    }

    private void confirm(Map<String, Holder> batch) {
        for (String token : holdings.confirm(batch)) {
            Holder holder = Objects.requireNonNull(batch.get(token), "not asked for");
            if (store.find(token) == null) {
                gone.put(token, holder);
            } else {
                hands.lose(token, holder, "taken_over");
            }
        }
        for (int confirmed = 0; confirmed < batch.size(); confirmed++) {
            left.remove();
        }
    }
}
