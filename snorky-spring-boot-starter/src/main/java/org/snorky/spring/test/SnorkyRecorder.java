package org.snorky.spring.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.spring.publish.OutgoingChanges;
import tools.jackson.databind.JsonNode;

/**
 * A server in the test's own memory, which remembers what the application told it.
 *
 * <p>What a transaction changed reaches it soon after the commit, on another thread; every question waits for that first,
 * so that a test can ask right after a transaction and needs no waiting of its own. Remembers until {@link #clear}. Safe
 * for all threads.
 */
public final class SnorkyRecorder implements SnorkyBackend {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Supplier<OutgoingChanges> queue;
    private final List<Delta> deltas = new ArrayList<>();
    private final List<Invalidation> invalidations = new ArrayList<>();
    private final List<RecordedSubscription> subscriptions = new ArrayList<>();
    private final List<String> cancelled = new ArrayList<>();
    private final List<RecordedRevocation> revocations = new ArrayList<>();
    private final List<RecordedMessage> messages = new ArrayList<>();
    private long position;

    SnorkyRecorder(Supplier<OutgoingChanges> queue) {
        this.queue = queue;
    }

    /** A subscription that the application authorised. */
    public record RecordedSubscription(
            String token,
            List<SubscriptionItem> items,
            @Nullable JsonNode identity) {

        private boolean isMeantBy(Revocation revocation) {
            if (revocation instanceof Revocation.OfToken of) {
                return token.equals(of.token());
            }
            return revocation instanceof Revocation.OfIdentity of
                    ? of.identity().equals(identity)
                    : items.contains(((Revocation.OfItem) revocation).item());
        }
    }

    /** A revocation that the application asked for. */
    public record RecordedRevocation(Revocation revocation, boolean empty) {}

    /** A message that the application sent to a channel. */
    public record RecordedMessage(JsonNode channel, JsonNode message) {}

    /** All deltas of transactions that have committed, in order. */
    public List<Delta> deltas() {
        awaitQueue();
        synchronized (this) {
            return List.copyOf(deltas);
        }
    }

    /** The deltas of one model. */
    public List<Delta> deltas(String model) {
        return deltas().stream().filter(delta -> delta.model().equals(model)).toList();
    }

    /** What clients were told to fetch again by transactions that have committed, in order. */
    public List<Invalidation> invalidations() {
        awaitQueue();
        synchronized (this) {
            return List.copyOf(invalidations);
        }
    }

    /** All authorised subscriptions, withdrawn ones too. */
    public synchronized List<RecordedSubscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** The tokens of subscriptions that were withdrawn, in order. */
    public synchronized List<String> cancelled() {
        return List.copyOf(cancelled);
    }

    /** All revocations, in order. */
    public synchronized List<RecordedRevocation> revocations() {
        return List.copyOf(revocations);
    }

    /** All messages to channels, in order. */
    public synchronized List<RecordedMessage> messages() {
        return List.copyOf(messages);
    }

    /** Forgets everything; to be called between tests that share an application. */
    public void clear() {
        awaitQueue();
        synchronized (this) {
            deltas.clear();
            invalidations.clear();
            subscriptions.clear();
            cancelled.clear();
            revocations.clear();
            messages.clear();
        }
    }

    @Override
    public synchronized String publish(DeltaBatch batch) {
        for (Change change : batch.changes()) {
            if (change instanceof Delta delta) {
                deltas.add(delta);
            } else if (change instanceof Invalidation invalidation) {
                invalidations.add(invalidation);
            }
        }
        position += batch.changes().size();
        return position();
    }

    @Override
    public synchronized Authorization authorize(List<SubscriptionItem> items, @Nullable JsonNode identity) {
        String token = "recorded-token-" + (subscriptions.size() + 1);
        subscriptions.add(new RecordedSubscription(token, List.copyOf(items), identity));
        return new Authorization(token, position(), Instant.MAX);
    }

    @Override
    public synchronized boolean cancel(String token) {
        cancelled.add(token);
        return subscriptions.stream().anyMatch(each -> each.token().equals(token));
    }

    /** {@inheritDoc} Every authorised subscription counts that is meant, revoked before or not. */
    @Override
    public synchronized int revoke(Revocation revocation, boolean empty) {
        revocations.add(new RecordedRevocation(revocation, empty));
        return (int) subscriptions.stream()
                .filter(subscription -> subscription.isMeantBy(revocation))
                .count();
    }

    @Override
    public synchronized void publish(JsonNode channel, JsonNode message) {
        messages.add(new RecordedMessage(channel, message));
    }

    private String position() {
        return "recorded:" + position;
    }

    private void awaitQueue() {
        try {
            if (!queue.get().awaitEmpty(LONGEST_WAIT.toNanos())) {
                throw new AssertionError("The application has not sent its deltas within " + LONGEST_WAIT);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for deltas", interrupted);
        }
    }
}
