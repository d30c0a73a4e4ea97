package org.snorky.spring.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.spring.publish.Backoff;
import org.snorky.spring.publish.CommittedChanges;
import org.snorky.spring.publish.OutgoingChanges;
import org.springframework.context.SmartLifecycle;

/**
 * The one thread of an instance that takes changes from the table to the server.
 *
 * <p>Woken by each commit of its own instance, it tries the lock; whoever has the lock sends until nothing is left. What
 * others left, because they were killed say, it finds when it looks by itself, once in a while. While the server is away
 * it tries again with growing pauses and holds no lock in between. On shutdown it sends what it can within the drain
 * time; the rest stays in the table.
 */
public final class OutboxRelay implements SmartLifecycle, OutgoingChanges {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** Late invalidations are rare, and each is small. */
    private static final int MAX_LATE = 10_000;

    /** Stops after the web server, whose last requests still change rows. */
    private static final int PHASE = DEFAULT_PHASE - 4096;

    private final OutboxStore store;
    private final RelayLock lock;
    private final OutboxDelivery delivery;
    private final Backoff backoff;
    private final Duration pollInterval;
    private final Duration drainTime;
    private final Signal work = new Signal();
    private final Signal passed = new Signal();
    private final ConcurrentLinkedQueue<CommittedChanges> late = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lateCount = new AtomicInteger();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private volatile @Nullable String problem;
    private volatile boolean stopping;

    OutboxRelay(
            OutboxStore store,
            RelayLock lock,
            OutboxDelivery delivery,
            Backoff backoff,
            Duration pollInterval,
            Duration drainTime) {
        this.store = store;
        this.lock = lock;
        this.delivery = delivery;
        this.backoff = backoff;
        this.pollInterval = pollInterval;
        this.drainTime = drainTime;
    }

    /** How an attempt to relay ended. */
    private enum Pass {
        /** There is nothing left to send. */
        DONE,
        /** Another instance relays. */
        BUSY,
        /** The server or the database is away. */
        FAILED
    }

    @Override
    public void start() {
        Thread relay = new Thread(this::run, "snorky-outbox-relay");
        relay.setDaemon(true);
        if (thread.compareAndSet(null, relay)) {
            stopping = false;
            store.requireTable();
            relay.start();
        }
    }

    /** Says that there may be something to send. */
    void wake() {
        work.give();
    }

    /** Makes clients fetch again what could not be kept by its transaction. */
    void invalidate(CommittedChanges changes) {
        log.warn("Changes of {} were published too late to be kept by their transaction", changes.models());
        if (lateCount.incrementAndGet() > MAX_LATE) {
            lateCount.decrementAndGet();
            log.error("Clients may show stale rows of {}: the database has been away for too long", changes.models());
            return;
        }
        late.add(changes.asInvalidations());
        wake();
    }

    private void run() {
        try {
            while (true) {
                Pass pass = relay();
                passed.give();
                if (stopping) {
                    return;
                }
                switch (pass) {
                    case DONE -> work.await(pollInterval);
                    case BUSY -> backoff.pauseShortly();
                    case FAILED -> backoff.pause();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Pass relay() {
        try {
            appendLate();
            if (!store.hasWork()) {
                return succeeded(Pass.DONE);
            }
            Optional<RelayLock.Held> held = lock.tryLock();
            if (held.isEmpty()) {
                return succeeded(Pass.BUSY);
            }
            try (RelayLock.Held mine = held.get()) {
                while (mine.isValid() && delivery.deliverNext()) {
                    succeeded(Pass.DONE);
                }
            }
            return succeeded(Pass.DONE);
        } catch (RuntimeException failure) {
            return failed(failure);
        }
    }

    private void appendLate() {
        for (CommittedChanges next = late.peek(); next != null; next = late.peek()) {
            store.append(next);
            late.poll();
            lateCount.decrementAndGet();
        }
    }

    private Pass succeeded(Pass pass) {
        if (pass == Pass.DONE) {
            backoff.reset();
            if (problem != null) {
                log.info("The Snorky server takes changes from the outbox again");
                problem = null;
            }
        }
        return pass;
    }

    private Pass failed(RuntimeException failure) {
        failures.incrementAndGet();
        String text = String.valueOf(failure.getMessage());
        if (problem == null) {
            log.warn("Changes wait in the outbox until they can be sent: {}", text);
            log.debug("The failure was", failure);
        }
        problem = text;
        return Pass.FAILED;
    }

    /** Waits until the table is empty but for what is parked, whoever empties it. */
    @Override
    public boolean awaitEmpty(long nanos) throws InterruptedException {
        long left = nanos;
        wake();
        while (store.hasWork()) {
            if (left <= 0) {
                return false;
            }
            left = passed.await(left);
        }
        return true;
    }

    /** Why changes wait at the moment, null if they do not. */
    public @Nullable String problem() {
        return problem;
    }

    /** How many attempts failed. */
    public long failures() {
        return failures.get();
    }

    /** How many deltas this instance sent. */
    public long sent() {
        return delivery.sent();
    }

    /** How many transactions the server refused when this instance sent them. */
    public long refused() {
        return delivery.refused();
    }

    @Override
    public void stop() {
        Thread relay = thread.getAndSet(null);
        if (relay == null) {
            return;
        }
        stopping = true;
        wake();
        backoff.wake();
        try {
            relay.join(Math.max(1, drainTime.toMillis()));
            relay.interrupt();
        } catch (InterruptedException interrupted) {
            relay.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.get() != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
