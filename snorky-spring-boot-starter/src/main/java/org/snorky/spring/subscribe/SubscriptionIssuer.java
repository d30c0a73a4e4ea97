package org.snorky.spring.subscribe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import tools.jackson.databind.JsonNode;

/**
 * Asks the server for tokens, and leaves it alone for a while after it was found away: a list must not wait for a server
 * that does not answer, request after request.
 *
 * <p>After that while, one request asks again and the others still go without; when it is answered, all do. Safe for all
 * threads.
 */
public final class SubscriptionIssuer {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionIssuer.class);
    private static final int MAX_REPORTED_REFUSALS = 1000;

    private final SnorkyBackend server;
    private final long retryAfter;
    private final LongSupplier nanoTime;
    private final IssuerListener listener;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Outage outage;

    public SubscriptionIssuer(
            SnorkyBackend server, Duration retryAfter, LongSupplier nanoTime, IssuerListener listener) {
        this.server = server;
        this.retryAfter = retryAfter.toNanos();
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** A token; nothing if the server is away or refuses, which the log says once. */
    Optional<String> issue(List<SubscriptionItem> items, @Nullable JsonNode identity) {
        Outage away = outage;
        if (away == null) {
            return ask(items, identity);
        }
        if (nanoTime.getAsLong() - away.until < 0 || !asking.compareAndSet(false, true)) {
            listener.issued(IssuerListener.Result.SKIPPED, Duration.ZERO);
            return Optional.empty();
        }
        try {
            return ask(items, identity);
        } finally {
            asking.set(false);
        }
    }

    private Optional<String> ask(List<SubscriptionItem> items, @Nullable JsonNode identity) {
        long start = nanoTime.getAsLong();
        try {
            String token = server.authorize(items, identity).token();
            answered(IssuerListener.Result.ISSUED, start);
            return Optional.of(token);
        } catch (ProtocolException refusal) {
            answered(IssuerListener.Result.REFUSED, start);
            report(items, refusal);
            return Optional.empty();
        } catch (RuntimeException failure) {
            listener.issued(IssuerListener.Result.FAILED, elapsed(start));
            away(failure);
            return Optional.empty();
        }
    }

    private void answered(IssuerListener.Result result, long start) {
        listener.issued(result, elapsed(start));
        if (outage != null) {
            outage = null;
            log.info("The Snorky server issues tokens again");
        }
    }

    private Duration elapsed(long start) {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    private void away(RuntimeException failure) {
        if (outage == null) {
            log.warn("Lists are served without tokens until the Snorky server is back: {}", failure.getMessage());
            log.debug("The failure was", failure);
        }
        outage = new Outage(nanoTime.getAsLong() + retryAfter, String.valueOf(failure.getMessage()));
    }

    private void report(List<SubscriptionItem> items, ProtocolException refusal) {
        List<String> dealers = items.stream().map(SubscriptionItem::dealer).toList();
        if (reported.size() < MAX_REPORTED_REFUSALS && reported.add(refusal.code() + dealers)) {
            log.error(
                    "The Snorky server refuses subscriptions to {}: {} ({}); such lists are served without a token",
                    dealers,
                    refusal.getMessage(),
                    refusal.code());
        }
    }

    /** Ends a subscription that nobody shall acquire; one that cannot be ended dies by itself. */
    void withdraw(String token) {
        if (outage != null) {
            return;
        }
        try {
            server.cancel(token);
        } catch (ProtocolException refusal) {
            log.debug("The subscription was not withdrawn", refusal);
        } catch (RuntimeException failure) {
            away(failure);
        }
    }

    /** Why no tokens are issued at the moment, null if they are. */
    public @Nullable String problem() {
        Outage away = outage;
        return away == null ? null : away.reason;
    }

    private record Outage(long until, String reason) {}
}
