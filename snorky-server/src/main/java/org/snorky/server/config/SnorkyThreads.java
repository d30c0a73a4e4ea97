package org.snorky.server.config;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.transport.socket.Shards;

/**
 * The server's threads.
 *
 * <p>One bean of a type of its own: beans of executors and schedulers would make Boot's and the application's own back
 * off. All threads are daemons with names that tell what they do; once closed, the pools forget what they are given.
 */
final class SnorkyThreads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SnorkyThreads.class);

    private static final long CLOSE_SECONDS = 5;

    private final ThreadPoolExecutor services;
    private final ThreadPoolExecutor writes;
    private final Shards shards;
    private final ThreadPoolExecutor blockingWrites;
    private final ThreadPoolExecutor closes;
    private final ScheduledExecutorService scheduler = scheduler("snorky-timer", 1);
    private final ScheduledExecutorService sockJsScheduler = scheduler("snorky-sockjs", 2);

    SnorkyThreads(ThreadProperties sizes) {
        this.services = pool("snorky-service", sizes.services());
        this.writes = pool("snorky-write", sizes.writers(Runtime.getRuntime().availableProcessors()));
        this.shards = new Shards(writers(), writes);
        this.blockingWrites = pool("snorky-blocking-write", sizes.blockingWriters());
        this.closes = pool("snorky-close", 4);
    }

    /** Runs services. */
    Executor services() {
        return services;
    }

    /** Run what hands messages to sockets and never waits for clients. */
    Shards shards() {
        return shards;
    }

    /** How many threads run the shards. */
    int writers() {
        return writes.getMaximumPoolSize();
    }

    /** Runs what waits for clients to take messages. */
    Executor blockingWrites() {
        return blockingWrites;
    }

    /** Runs what closes connections, which may wait for clients too. */
    Executor closes() {
        return closes;
    }

    /** For short tasks that never block. */
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** For SockJS, whose heartbeats wait for clients. */
    ScheduledExecutorService sockJsScheduler() {
        return sockJsScheduler;
    }

    @Override
    public void close() {
        List<ExecutorService> inOrder = List.of(scheduler, sockJsScheduler, services, writes, blockingWrites, closes);
        for (ExecutorService pool : inOrder) {
            pool.shutdown();
            try {
                if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                    log.warn("{} still busy after {} s, interrupted", pool, CLOSE_SECONDS);
                    pool.shutdownNow();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                inOrder.forEach(ExecutorService::shutdownNow);
                return;
            }
        }
    }

    static ThreadPoolExecutor pool(String name, int size) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return pool;
    }

    private static ScheduledExecutorService scheduler(String name, int size) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(size, named(name));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return scheduler;
    }

    static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            // Not the web application's, whose end these threads outlive.
            thread.setContextClassLoader(SnorkyThreads.class.getClassLoader());
            return thread;
        };
    }
}
