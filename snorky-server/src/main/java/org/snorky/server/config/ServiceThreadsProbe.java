package org.snorky.server.config;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Finds out whether services still get threads: it sends a task through their pool and watches whether it comes out. */
final class ServiceThreadsProbe {

    private static final Duration TOO_LONG = Duration.ofSeconds(10);

    private final Executor services;
    private final LongSupplier ticker;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile long sentAt;

    /** @param ticker nanoseconds from an arbitrary moment */
    ServiceThreadsProbe(Executor services, LongSupplier ticker) {
        this.services = services;
        this.ticker = ticker;
    }

    /** To be called about every second. */
    void tick() {
        if (!waiting.get()) {
            sentAt = ticker.getAsLong();
            waiting.set(true);
            services.execute(() -> waiting.set(false));
        }
    }

    @Nullable String problem() {
        Duration waited = Duration.ofNanos(waiting.get() ? ticker.getAsLong() - sentAt : 0);
        return waited.compareTo(TOO_LONG) < 0
                ? null
                : "Services have had no thread for %d s: one or more block. Make them answer with a CompletionStage, or raise snorky.threads.services."
                        .formatted(waited.toSeconds());
    }
}
