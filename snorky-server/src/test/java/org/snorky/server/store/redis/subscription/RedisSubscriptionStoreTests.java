package org.snorky.server.store.redis.subscription;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.snorky.server.datasync.subscription.SubscriptionStore;
import org.snorky.server.datasync.subscription.SubscriptionStoreContract;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;
import org.snorky.testsupport.redis.RedisServer;

/** In one bucket, which alone has the exact bound that the contract asks for. */
class RedisSubscriptionStoreTests extends SubscriptionStoreContract {

    private static final RedisSettings ONE_BUCKET = new RedisSettings(
            "snorky", TestLink.SETTINGS.timeout(), TestLink.SETTINGS.lease(), TestLink.SETTINGS.heartbeat(), 1);

    private static RedisServer redis;
    private TestLink link;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    protected SubscriptionStore newStore() {
        link = TestLink.to(redis.port(), TestLink.ofItsOwn(ONE_BUCKET));
        return new RedisSubscriptionStore(link.link(), MAX_SIZE, Duration.ofMinutes(5));
    }

    @Override
    protected void advance(Duration time) {
        link.advance(time);
    }

    @AfterEach
    void close() {
        link.close();
    }
}
