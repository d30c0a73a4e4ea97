package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.store.redis.link.Place;

/**
 * What the tail's thread does: reads the stream on, hands what it reads to the follower, and where the connection is of no use
 * any more opens another, until it is closed.
 *
 * <p>A connection may be of no use and not show it: leading to a master that has been replaced, it waits for entries that
 * are appended elsewhere. So {@link #expect} is told how far the log is, and a connection that knows of nothing more although
 * it should is replaced.
 */
final class TailLoop implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(TailLoop.class);

    private static final int SLICE = 512;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final long MIN_PAUSE_MILLIS = 250;
    private static final long MAX_PAUSE_MILLIS = 2_000;

    private final LogCommands commands;
    private final Follower follower;
    private final Troubles troubles;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Place expected;

    TailLoop(LogCommands commands, Follower follower, Troubles troubles) {
        this.commands = commands;
        this.follower = follower;
        this.troubles = troubles;
        this.expected = follower.at();
    }

    /** To be called with the head that Redis tells. */
    void expect(Place head) {
        expected = head;
    }

    @Override
    public void run() {
        long pause = MIN_PAUSE_MILLIS;
        while (!isClosed(0)) {
            Place before = follower.at();
            try (LogCommands.Reader reader = commands.reader()) {
                follow(reader);
            } catch (RuntimeException away) {
                if (!isClosed(0)) {
                    log.info("Reading the log is interrupted: {}", away.toString());
                }
            }
            troubles.tailAway();
            pause = follower.at().equals(before) ? Math.min(2 * pause, MAX_PAUSE_MILLIS) : MIN_PAUSE_MILLIS;
            isClosed(pause);
        }
    }

    private void follow(LogCommands.Reader reader) {
        while (!isClosed(0)) {
            Place known = expected;
            List<StreamBatch> batches = reader.read(follower.at(), SLICE, WAIT);
            follower.take(batches);
            troubles.tailBack();
            if (batches.isEmpty() && known.compareTo(follower.at()) > 0) {
                throw new IllegalStateException("Nothing comes up to " + known + ", which Redis told of");
            }
        }
    }

    private boolean isClosed(long waitMillis) {
        try {
            return closed.await(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Has {@link #run} return within a second, or at once where its thread is interrupted. */
    void close() {
        closed.countDown();
    }
}
