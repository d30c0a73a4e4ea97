package org.snorky.server.datasync.subscription;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;

/** The store of a single process. */
public final class InMemorySubscriptionStore implements SubscriptionStore {

    private final Cache<String, Subscription> subscriptions;
    private final Policy.VarExpiration<String, Subscription> expiry;
    private final TokenIndex index = new TokenIndex();
    private final long maxSize;

    /** @param ticker tells the time that subscriptions live by */
    public InMemorySubscriptionStore(long maxSize, Ticker ticker) {
        this.maxSize = maxSize;
        this.subscriptions = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run)
                .removalListener(this::removed)
                .expireAfter(Expiry.<String, Subscription>creating((token, subscription) -> UNLIMITED))
                .build();
        this.expiry = subscriptions.policy().expireVariably().orElseThrow();
    }

    @Override
    public void add(Subscription subscription, Duration timeToLive) {
        if (isFull()) {
            throw new ProtocolException("Too many subscriptions", ErrorCode.TOO_MANY_SUBSCRIPTIONS);
        }
        index.add(subscription);
        var ignored = expiry.put(subscription.token(), subscription, timeToLive);
    }

    @Override
    public boolean renew(String token, Duration timeToLive) {
        expiry.setExpiresAfter(token, timeToLive);
        return subscriptions.asMap().containsKey(token);
    }

    private void removed(@Nullable String token, @Nullable Subscription subscription, RemovalCause cause) {
        index.remove(Objects.requireNonNull(subscription));
    }

    private boolean isFull() {
        if (subscriptions.estimatedSize() < maxSize) {
            return false;
        }
        subscriptions.cleanUp();
        return subscriptions.estimatedSize() >= maxSize;
    }

    @Override
    public @Nullable Subscription find(String token) {
        return subscriptions.getIfPresent(token);
    }

    @Override
    public Collection<String> remove(Revocation which) {
        return index.tokensOf(which).stream()
                .filter(token -> subscriptions.asMap().remove(token) != null)
                .toList();
    }

    @Override
    public long size() {
        return subscriptions.estimatedSize();
    }
}
