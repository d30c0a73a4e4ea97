package org.snorky.oracle.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has faults strike and end, at times of their own, beside each other. */
final class FaultSchedule implements AutoCloseable {

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(6);
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();

    /** Has a fault strike so long from now. */
    void add(Duration delay, Fault fault) {
        ends.add(CompletableFuture.runAsync(fault.strike(), after(delay))
                .thenRunAsync(fault.heal(), after(fault.lasts())));
    }

    private Executor after(Duration delay) {
        return task -> threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until all have ended. */
    void await() {
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
