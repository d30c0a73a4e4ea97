package org.snorky.server.store.redis.link;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.datasync.log.UnavailableException;

/**
 * One connection that is replaced by a new one whenever it is lost.
 *
 * <p>Replaced and not reconnected: a connection that the library reconnects sends again what it had not got answers for,
 * long after those who asked were told that it failed. It is also the circuit breaker: from the loss on, who asks is told
 * at once, and the next connection counts only once it has answered.
 */
final class Lifeline<C extends StatefulConnection<byte[], byte[]>> {

    private static final Logger log = LoggerFactory.getLogger(Lifeline.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final String name;
    private final Supplier<C> connector;
    private final Consumer<C> connected;
    private final ScheduledExecutorService thread;
    private final InstantSource clock;
    private volatile @Nullable C connection;
    private volatile Outage outage;
    private boolean closed;

    /** @param connected told of each connection in the link's thread, before it is given to anybody */
    Lifeline(
            String name,
            Supplier<C> connector,
            Consumer<C> connected,
            ScheduledExecutorService thread,
            InstantSource clock) {
        this.name = name;
        this.connector = connector;
        this.connected = connected;
        this.thread = thread;
        this.clock = clock;
        this.outage = new Outage(clock.instant(), "not connected yet");
    }

    /** The connection of this moment. */
    C connection() {
        C current = connection;
        if (current == null) {
            throw UnavailableException.undone(outage.toString());
        }
        return current;
    }

    @Nullable Outage outage() {
        return connection == null ? outage : null;
    }

    /** Connects in the calling thread. */
    void open() {
        C opened = connector.get();
        try {
            opened.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> ofIt) {
                    lost(opened, "the connection was closed");
                }
            });
            connected.accept(opened);
        } catch (RuntimeException failure) {
            opened.closeAsync();
            throw failure;
        }
        synchronized (this) {
            if (closed || !opened.isOpen()) {
                opened.closeAsync();
                throw UnavailableException.undone(outage.toString());
            }
            connection = opened;
        }
    }

    /** Gives a connection up, unless it was already; any thread. */
    void lost(C which, String why) {
        synchronized (this) {
            if (connection != which) {
                return;
            }
            connection = null;
            outage = new Outage(clock.instant(), why);
        }
        log.warn("Lost Redis ({}): {}", name, why);
        which.closeAsync();
        retryIn(FIRST_PAUSE);
    }

    /** Gives up whatever connection there is. */
    void lost(String why) {
        C current = connection;
        if (current != null) {
            lost(current, why);
        }
    }

    private void retryIn(Duration pause) {
        try {
            thread.schedule(() -> retry(pause), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("Not connecting again ({}), since this server ends", name);
        }
    }

    private void retry(Duration pause) {
        try {
            open();
            log.info("Redis is back ({})", name);
        } catch (RuntimeException failure) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                outage = new Outage(outage.since(), Failures.sentence(failure));
            }
            Duration longer = pause.multipliedBy(2);
            retryIn(longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE);
        }
    }

    void close() {
        C last;
        synchronized (this) {
            closed = true;
            last = connection;
            connection = null;
            outage = new Outage(clock.instant(), "this server ends");
        }
        if (last != null) {
            last.close();
        }
    }
}
