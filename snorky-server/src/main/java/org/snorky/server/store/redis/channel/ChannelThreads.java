package org.snorky.server.store.redis.channel;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one service's channels: one that tells what has come, and one that asks Redis, which may wait. */
public final class ChannelThreads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChannelThreads.class);

    /** What has come and is not told yet; what comes beyond it is read again later. */
    private static final int MAX_WAITING = 100_000;

    private final ThreadPoolExecutor telling;
    private final ScheduledThreadPoolExecutor asking;

    public ChannelThreads(ThreadFactory factory) {
        this.telling =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), factory);
        this.asking = new ScheduledThreadPoolExecutor(1, factory);
        asking.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        asking.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        asking.setRemoveOnCancelPolicy(true);
    }

    /** Runs a task behind those before it; false if there are too many, and then never. */
    boolean inTurn(Runnable task) {
        try {
            telling.execute(() -> run(task));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** Runs a task that may block; never once this is closed. */
    void later(Runnable task, long millis) {
        var unused = asking.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            log.error("Channels failed", failure);
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
        telling.shutdownNow();
    }
}
