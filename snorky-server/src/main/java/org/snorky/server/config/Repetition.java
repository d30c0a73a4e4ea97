package org.snorky.server.config;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** A short task that is done from time to time while the server runs. */
final class Repetition implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Repetition.class);

    private final String name;
    private final Runnable task;
    private final ScheduledExecutorService scheduler;
    private final Duration interval;
    private volatile @Nullable ScheduledFuture<?> running;

    /** @param name what the task does, to be logged when it fails */
    Repetition(String name, Runnable task, ScheduledExecutorService scheduler, Duration interval) {
        this.name = name;
        this.task = task;
        this.scheduler = scheduler;
        this.interval = interval;
    }

    @Override
    public void start() {
        running = scheduler.scheduleWithFixedDelay(
                this::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A failure must not end the schedule. */
    private void run() {
        try {
            task.run();
        } catch (RuntimeException failure) {
            log.error("{} failed; it is tried again next time", name, failure);
        }
    }

    @Override
    public void stop() {
        ScheduledFuture<?> schedule = running;
        if (schedule != null) {
            schedule.cancel(false);
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
