package org.snorky.oracle.trial;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.snorky.oracle.application.Work;
import org.snorky.oracle.world.ApplicationProcess;

/** Keeps the applications at work, each by several threads, until it is stopped. */
final class WorkDriver {

    private static final int THREADS_EACH = 2;
    private static final int TRANSACTIONS_AT_ONCE = 5;
    private static final int PAUSE_MILLIS = 40;

    private final ScheduledExecutorService threads;
    private Work done = Work.NONE;

    private WorkDriver(int size) {
        threads = Executors.newScheduledThreadPool(size);
    }

    static WorkDriver start(List<ApplicationProcess> applications, long seed) {
        WorkDriver driver = new WorkDriver(applications.size() * THREADS_EACH);
        Random seeds = new Random(seed);
        for (ApplicationProcess application : applications) {
            for (int thread = 0; thread < THREADS_EACH; thread++) {
                Random own = new Random(seeds.nextLong());
                driver.threads.scheduleWithFixedDelay(
                        () -> driver.work(application, own.nextLong()), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        return driver;
    }

    private void work(ApplicationProcess application, long seed) {
        try {
            Work more = application.work(seed, TRANSACTIONS_AT_ONCE);
            synchronized (this) {
                done = done.plus(more);
            }
        } catch (IOException killed) {
            // What it did before is in the database or is not, and nobody counts it.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the last transaction has ended, and tells what was done. */
    Work stop() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Transactions do not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return done;
        }
    }
}
