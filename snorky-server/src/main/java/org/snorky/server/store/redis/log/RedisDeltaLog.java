package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.Change;
import org.snorky.server.datasync.log.DistantLog;
import org.snorky.server.datasync.log.KeptEntries;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.datasync.log.LogGauge;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.position.Position;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.link.RedisLink;

/**
 * The log of many nodes: a Redis Stream, to which all append and which each reads into its memory.
 *
 * <ol>
 *   <li>Redis gives offsets, one script for each append; a batch is one entry, so all nodes hear of the same batches in the
 *       same order, and of each whole.
 *   <li>What a node keeps of an epoch is contiguous. An entry is taken only if it begins where the last ended; else the log
 *       breaks, and so it does on another epoch.
 *   <li>Within an epoch nothing that was acknowledged is lost from the stream that acknowledged it. A stream that may lack
 *       something, being emptied, restarted, or another master's, begins a new epoch with the first script that runs there.
 *   <li>Each node runs one with every {@link #beat}, and a new epoch's ids are above those that any node waits behind. So
 *       every node that Redis answers hears of a new epoch soon, also if nobody appends.
 *   <li>Reading is from memory, and never waits for Redis.
 *   <li>An append that fails is not in the log, or nobody knows; and nothing comes into the log later than a timeout after
 *       {@link #append} was called.
 *   <li>A batch with an id goes into the epoch that was known when it came, and that did not just begin, or not at all: with an
 *       epoch the ids may be lost.
 *   <li>An append returns when this node's tail has passed it, like that of all others by way of Redis.
 *   <li>What a replaced master acknowledged to this node after the new epoch had begun, or shortly before, is made up for in
 *       the new epoch: by invalidations, until they are acknowledged. (What is left: this node ends before that, and the
 *       publisher was told of success. Redis prevents it with {@code min-replicas-to-write}.)
 * </ol>
 *
 * <p>Safe for all threads. The tail's listeners are called by one thread of the log's own.
 */
public final class RedisDeltaLog implements DistantLog, LogGauge, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisDeltaLog.class);

    /** For an answer to come back, after which the caller is told that nobody knows. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private static final Duration REACHED_TIMEOUT = Duration.ofSeconds(1);

    private final LogCommands commands;
    private final Duration timeout;
    private final LongSupplier ticker;
    private final RedisTime time;
    private final Listeners listeners = new Listeners();
    private final KeptEntries kept;
    private final Heard heard;
    private final OwnAppends own = new OwnAppends();
    private final Appender appender;
    private final Troubles troubles;
    private final TailLoop loop;
    private final Thread thread;
    private final AtomicBoolean isRepairing = new AtomicBoolean();

    /** Above the present epoch where that is to end. */
    private volatile long seen;

    /**
     * Reads what is in the log, which may take seconds; from {@link #start} on it is followed. The link's heartbeat is the
     * log's.
     *
     * @param link started
     * @param ticker nanoseconds from anywhere, never going back
     * @param clock for people
     * @param threads makes the thread that follows the log
     * @throws UnavailableException if Redis does not answer
     */
    public static RedisDeltaLog open(
            RedisLink link, LogBounds bounds, LongSupplier ticker, InstantSource clock, ThreadFactory threads) {
        Duration timeout = link.settings().timeout();
        RedisDeltaLog log =
                new RedisDeltaLog(new RedisLogCommands(link, bounds), bounds, timeout, ticker, clock, threads);
        link.everyBeat(log::beat);
        return log;
    }

    /**
     * @param timeout how long Redis may take
     * @throws UnavailableException if Redis does not answer
     */
    RedisDeltaLog(
            LogCommands commands,
            LogBounds bounds,
            Duration timeout,
            LongSupplier ticker,
            InstantSource clock,
            ThreadFactory threads) {
        this.commands = commands;
        this.timeout = timeout;
        this.ticker = ticker;
        this.time = new RedisTime(ticker);
        this.troubles = new Troubles(clock);
        this.appender = new Appender(commands, time, own);
        Place head = touched(firstTouch(commands));
        Follower follower = Follower.startingFrom(commands, head, bounds, time, listeners);
        this.kept = follower.kept();
        this.heard = follower.heard();
        this.loop = new TailLoop(commands, follower, troubles);
        this.thread = threads.newThread(loop);
    }

    private static LogCommands.Touched firstTouch(LogCommands commands) {
        try {
            return commands.touch(0).toCompletableFuture().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof UnavailableException away ? away : failure;
        }
    }

    /** Follows the log from now on; to be called once, when the listeners are set. */
    public void start() {
        thread.start();
    }

    @Override
    public void tail(Tail listener) {
        listeners.setTail(listener);
    }

    @Override
    public void breaks(BreakListener listener) {
        listeners.setBreaks(listener);
    }

    @Override
    public Position append(@Nullable String batchId, List<Change> changes) {
        if (changes.isEmpty() && batchId == null) {
            return head();
        }
        Batch batch = Batch.of(batchId, changes);
        long latest = ticker.getAsLong() + timeout.toNanos();
        CompletableFuture<Place> appending = appender.send(batch, latest);
        Place end = await(appending, latest);
        CompletableFuture<Heard.Way> hearing = heard.await(end);
        try {
            await(hearing, latest);
        } finally {
            heard.forget(hearing);
        }
        return end.position();
    }

    private <T> T await(CompletableFuture<T> future, long latest) {
        try {
            return future.get(latest + GRACE.toNanos() - ticker.getAsLong(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof UnavailableException unavailable
                    ? unavailable
                    : new IllegalStateException(failure.getCause());
        } catch (TimeoutException noAnswer) {
            throw outcomeOf(future);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw outcomeOf(future);
        }
    }

    private UnavailableException outcomeOf(CompletableFuture<?> future) {
        return appender.takeBack(future)
                ? UnavailableException.undone("Redis does not answer: nothing was published")
                : UnavailableException.unknown("Redis did not answer in time");
    }

    @Override
    public CompletionStage<Position> whenReached(Position position) {
        Place place = Place.of(position).orElseThrow(PositionLostException::new);
        CompletableFuture<Heard.Way> hearing = heard.await(place);
        CompletableFuture<Heard.Way> inTime =
                hearing.copy().completeOnTimeout(Heard.Way.BROKEN, REACHED_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        return inTime.thenApply(way -> {
            heard.forget(hearing);
            if (way == Heard.Way.BROKEN) {
                throw new PositionLostException();
            }
            return position;
        });
    }

    @Override
    public List<LogEntry> readAfter(Position position, int limit) {
        return kept.readAfter(position, limit);
    }

    @Override
    public Position head() {
        return kept.head();
    }

    /**
     * Has Redis begin a new epoch where one is due, forget what is too old, and tell how far the log is; to be called about
     * every two seconds. It does not wait.
     */
    public void beat() {
        Place before = heard.upTo();
        troubles.asked();
        commands.touch(Math.max(seen, before.epoch())).whenComplete((touched, failure) -> {
            if (failure == null) {
                check(before, touched(touched));
                repair();
            }
        });
    }

    private Place touched(LogCommands.Touched touched) {
        time.observe(touched.head().epoch(), touched.micros());
        troubles.answered(touched.head());
        return touched.head();
    }

    private void check(Place before, Place head) {
        loop.expect(head);
        if (head.epoch() == before.epoch() && head.offset() < before.offset()) {
            log.error("Redis is at {}, behind {}, which was read from it: a new epoch begins", head, before);
            seen = head.epoch() + 1;
        }
    }

    /** Without an id, since it may be appended twice. */
    private void repair() {
        List<Change> owed = own.owedTo(time.reading().epoch());
        if (!owed.isEmpty() && isRepairing.compareAndSet(false, true)) {
            log.warn(
                    "The log has lost what may have been published to {} models or queries: they are invalidated",
                    owed.size());
            var unused = appender.send(Batch.of(null, owed), ticker.getAsLong() + timeout.toNanos())
                    .orTimeout(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((end, failure) -> isRepairing.set(false));
        }
    }

    /** Whether a beat has been answered of late, and what is appended is being read. */
    @Override
    public @Nullable String trouble() {
        return troubles.tell(heard.upTo(), timeout);
    }

    @Override
    public int entryCount() {
        return kept.entryCount();
    }

    @Override
    public long byteCount() {
        return kept.byteCount();
    }

    @Override
    public LogBounds bounds() {
        return kept.bounds();
    }

    /** Follows no more; a listener may still be in a call. */
    @Override
    public void close() {
        loop.close();
        thread.interrupt();
    }
}
