package org.snorky.server.store.redis.log;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.position.Position;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;

/** A node's log with a client that listens to it. */
final class LogNode implements AutoCloseable {

    static final LogBounds BOUNDS = new LogBounds(1_000, 1 << 20, Duration.ofMinutes(10), 1_000, Duration.ofMinutes(1));

    /** Long enough for a machine that is busy. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final TestLink testLink;
    private final Database database;
    private final AtomicInteger beats = new AtomicInteger();
    final RedisDeltaLog log;
    final Client client;

    LogNode(int port, Database database, Sabotage sabotage, Duration heartbeat) {
        this.database = database;
        testLink = TestLink.to(port, new RedisSettings("test", TIMEOUT, Duration.ofSeconds(15), heartbeat, 1));
        RedisLink link = testLink.link();
        log = new RedisDeltaLog(
                sabotage.commands(link, BOUNDS),
                BOUNDS,
                TIMEOUT,
                System::nanoTime,
                InstantSource.system(),
                Thread::new);
        client = new Client(log, database);
        log.start();
        link.everyBeat(() -> {
            log.beat();
            beats.incrementAndGet();
        });
    }

    /** Commits and publishes the next state of a row. */
    Position publish(String row) {
        return log.append(null, database.commit(row));
    }

    /** Returns when the heart has beaten, as it does only where Redis answers. */
    void awaitBeats() {
        int before = beats.get();
        await().until(() -> beats.get() > before + 2);
    }

    @Override
    public void close() {
        log.close();
        testLink.close();
    }
}
