package org.snorky.spring.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The one thread that takes changes from the queue to the server, in order, for as long as it takes.
 *
 * <p>While the server is away the head of the queue is tried again with growing pauses; nothing overtakes it. On
 * shutdown what is queued is still sent, for at most the drain time; in that time the server is not waited for again.
 */
public final class DeltaSender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeltaSender.class);
    private static final int MAX_BATCH_DELTAS = 500;
    private static final long MAX_BATCH_BYTES = 512 * 1024;
    private static final long LONGEST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Stops after the web server, whose last requests still change rows. */
    private static final int PHASE = DEFAULT_PHASE - 4096;

    private final DeltaQueue queue;
    private final BatchDelivery delivery;
    private final Backoff backoff;
    private final Duration drainTime;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private volatile boolean stopping;

    public DeltaSender(DeltaQueue queue, BatchDelivery delivery, Backoff backoff, Duration drainTime) {
        this.queue = queue;
        this.delivery = delivery;
        this.backoff = backoff;
        this.drainTime = drainTime;
    }

    @Override
    public void start() {
        Thread sender = new Thread(this::run, "snorky-sender");
        sender.setDaemon(true);
        if (thread.compareAndSet(null, sender)) {
            stopping = false;
            queue.open();
            sender.start();
        }
    }

    private void run() {
        try {
            while (!(stopping && queue.isEmpty())) {
                List<CommittedChanges> head = queue.awaitHead(MAX_BATCH_DELTAS, MAX_BATCH_BYTES, LONGEST_IDLE_NANOS);
                if (head.isEmpty() && stopping) {
                    return;
                }
                send(head);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<CommittedChanges> head) throws InterruptedException {
        int done = delivery.deliver(head);
        if (done > 0) {
            queue.removeHead(done);
            backoff.reset();
        } else if (!head.isEmpty()) {
            if (stopping) {
                backoff.pauseShortly();
            } else {
                backoff.pause();
            }
        }
    }

    @Override
    public void stop() {
        Thread sender = thread.getAndSet(null);
        if (sender == null) {
            return;
        }
        stopping = true;
        queue.close();
        backoff.wake();
        try {
            sender.join(Math.max(1, drainTime.toMillis()));
            sender.interrupt();
        } catch (InterruptedException interrupted) {
            sender.interrupt();
            Thread.currentThread().interrupt();
        }
        if (!queue.isEmpty()) {
            log.warn("Stopped with {} deltas that the Snorky server has not got", queue.size());
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
