package org.snorky.server.store.redis.subscription;

import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.server.datasync.subscription.SubscriptionStore;
import org.snorky.server.datasync.subscription.SubscriptionStoreContract;
import org.snorky.server.store.redis.RedisExtension;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;

/** In one bucket, which alone has the exact bound that the contract asks for. */
class RedisSubscriptionStoreTests extends SubscriptionStoreContract {

    private static final RedisSettings ONE_BUCKET = new RedisSettings(
            "snorky", TestLink.SETTINGS.timeout(), TestLink.SETTINGS.lease(), TestLink.SETTINGS.heartbeat(), 1);

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private TestLink link;

    @Override
    protected SubscriptionStore newStore() {
        link = redis.closing(TestLink.to(redis.port(), TestLink.ofItsOwn(ONE_BUCKET)));
        return new RedisSubscriptionStore(link.link(), MAX_SIZE, Duration.ofMinutes(5));
    }

    @Override
    protected void advance(Duration time) {
        link.advance(time);
    }
}
