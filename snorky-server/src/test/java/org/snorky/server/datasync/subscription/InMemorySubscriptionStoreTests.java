package org.snorky.server.datasync.subscription;

import java.time.Duration;

class InMemorySubscriptionStoreTests extends SubscriptionStoreContract {

    private volatile long nanos;

    @Override
    protected SubscriptionStore newStore() {
        return new InMemorySubscriptionStore(MAX_SIZE, () -> nanos);
    }

    @Override
    protected void advance(Duration time) {
        nanos += time.toNanos();
    }
}
