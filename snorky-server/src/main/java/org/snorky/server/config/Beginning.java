package org.snorky.server.config;

import org.springframework.context.SmartLifecycle;

/**
 * Something that begins once all beans are there and before clients are let in, and ends with its bean.
 *
 * <p>What nodes share is followed only when those who are to hear of it have said so.
 */
final class Beginning implements SmartLifecycle {

    private final Runnable task;
    private volatile boolean running;

    Beginning(Runnable task) {
        this.task = task;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        if (!running) {
            running = true;
            task.run();
        }
    }

    /** Nothing: clients that are sent away still need it. */
    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
        return running;
    }
}
