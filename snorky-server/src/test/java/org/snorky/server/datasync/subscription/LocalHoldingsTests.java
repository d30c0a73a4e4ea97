package org.snorky.server.datasync.subscription;

import java.time.Duration;

class LocalHoldingsTests extends HoldingsContract {

    private volatile long nanos;

    @Override
    protected SubscriptionStore newStore() {
        return new InMemorySubscriptionStore(1000, () -> nanos);
    }

    @Override
    protected Holdings holdingsOf(SubscriptionStore store) {
        return new LocalHoldings(store);
    }

    @Override
    protected Duration lease() {
        return Duration.ofMinutes(5);
    }

    @Override
    protected void advance(Duration time) {
        nanos += time.toNanos();
    }
}
