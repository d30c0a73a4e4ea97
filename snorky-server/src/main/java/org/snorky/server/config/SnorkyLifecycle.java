package org.snorky.server.config;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.transport.socket.ComeBackSpread;
import org.snorky.server.transport.socket.OpenSessions;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Looks after connections while the server runs, and sends them away when it stops.
 *
 * <p>That is after Spring Boot has made the application refuse traffic, so that its readiness probe fails already, and
 * before the web server stops. It takes no longer than closing connections may, well within the time that Spring gives
 * a phase of the shutdown.
 */
final class SnorkyLifecycle implements SmartLifecycle {

    private static final long TICK_MILLIS = 1000;
    private static final long POLL_MILLIS = 20;

    private static final Logger log = LoggerFactory.getLogger(SnorkyLifecycle.class);

    private final OpenSessions sessions;
    private final ServiceThreadsProbe probe;
    private final ScheduledExecutorService scheduler;
    private final ComeBackSpread spread;
    private final Duration closeTime;
    private volatile @Nullable ScheduledFuture<?> ticks;

    SnorkyLifecycle(
            OpenSessions sessions,
            ServiceThreadsProbe probe,
            ScheduledExecutorService scheduler,
            ComeBackSpread spread,
            Duration closeTime) {
        this.sessions = sessions;
        this.probe = probe;
        this.scheduler = scheduler;
        this.spread = spread;
        this.closeTime = closeTime;
    }

    /** Stops before the web server, which waits for its requests to end, and so for the polling ones of SockJS. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }

    @Override
    public void start() {
        sessions.open();
        ticks = scheduler.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            sessions.tick();
            probe.tick();
        } catch (RuntimeException failure) {
            log.error("Looking after connections failed; it goes on", failure);
        }
    }

    @Override
    public void stop(Runnable callback) {
        sessions.sendAway(spread);
        await(callback, closeTime.toMillis() / POLL_MILLIS);
    }

    private void await(Runnable callback, long polls) {
        if (sessions.size() == 0 || polls <= 0) {
            stop();
            callback.run();
        } else {
            var ignored = scheduler.schedule(() -> await(callback, polls - 1), POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        ScheduledFuture<?> running = ticks;
        if (running != null) {
            running.cancel(false);
            ticks = null;
        }
    }

    @Override
    public boolean isRunning() {
        return ticks != null;
    }
}
