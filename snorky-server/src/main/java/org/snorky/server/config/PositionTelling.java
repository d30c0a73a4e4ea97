package org.snorky.server.config;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.datasync.DataSync;
import org.springframework.context.SmartLifecycle;

/** Tells clients their position from time to time, so that quiet subscriptions stay resumable. */
final class PositionTelling implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PositionTelling.class);

    private final DataSync dataSync;
    private final ScheduledExecutorService scheduler;
    private final Duration interval;
    private volatile @Nullable ScheduledFuture<?> running;

    PositionTelling(DataSync dataSync, ScheduledExecutorService scheduler, Duration interval) {
        this.dataSync = dataSync;
        this.scheduler = scheduler;
        this.interval = interval;
    }

    @Override
    public void start() {
        running = scheduler.scheduleWithFixedDelay(
                this::tell, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A failure must not end the schedule. */
    private void tell() {
        try {
            dataSync.tellPositions();
        } catch (RuntimeException failure) {
            log.error("Could not tell clients their positions; they are told next time", failure);
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
