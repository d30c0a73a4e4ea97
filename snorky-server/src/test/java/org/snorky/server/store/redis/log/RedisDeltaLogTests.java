package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.DeltaLogContract;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;
import org.snorky.testsupport.redis.RedisServer;

class RedisDeltaLogTests extends DeltaLogContract {

    private static final LogBounds BOUNDS = new LogBounds(MAX_ENTRIES, MAX_BYTES, MAX_AGE, 1_000, IDEMPOTENCY_WINDOW);

    private static final RedisSettings PATIENT =
            new RedisSettings("log", Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(2), 1);

    private static RedisServer redis;

    private TestLink link;
    private RedisDeltaLog log;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    protected DeltaLog newLog() {
        link = TestLink.to(redis.port(), TestLink.ofItsOwn(PATIENT));
        RedisLink to = link.link();
        log = RedisDeltaLog.open(
                to,
                BOUNDS,
                () -> System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(to.shiftMicros()),
                InstantSource.system(),
                Thread::new);
        log.start();
        return log;
    }

    @AfterEach
    void close() {
        log.close();
        link.close();
    }

    @Override
    protected void advance(Duration time) {
        link.advance(time);
    }
}
