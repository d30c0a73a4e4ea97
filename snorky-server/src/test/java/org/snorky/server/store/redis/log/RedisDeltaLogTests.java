package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.DeltaLogContract;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.store.redis.RedisExtension;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;

class RedisDeltaLogTests extends DeltaLogContract {

    private static final LogBounds BOUNDS = new LogBounds(MAX_ENTRIES, MAX_BYTES, MAX_AGE, 1_000, IDEMPOTENCY_WINDOW);

    private static final RedisSettings PATIENT =
            new RedisSettings("log", Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(2), 1);

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private TestLink link;

    @Override
    protected DeltaLog newLog() {
        link = redis.closing(TestLink.to(redis.port(), TestLink.ofItsOwn(PATIENT)));
        RedisLink to = link.link();
        RedisDeltaLog log = redis.closing(RedisDeltaLog.open(
                to,
                BOUNDS,
                () -> System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(to.shiftMicros()),
                InstantSource.system(),
                Thread::new));
        log.start();
        return log;
    }

    @Override
    protected void advance(Duration time) {
        link.advance(time);
    }
}
