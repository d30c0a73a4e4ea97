package org.snorky.server.service;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time and in order, on threads of a shared pool.
 *
 * <p>It occupies a thread only while it has something to do, and yields it after a turn so that a busy mailbox does not
 * starve the others. The bound on what waits is the senders' ({@link InboundBudget}), since only they can be told.
 */
final class Mailbox {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private static final int TURN = 64;

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    Mailbox(Executor pool) {
        this.pool = pool;
    }

    void post(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            pool.execute(this::takeTurn);
        }
    }

    private void takeTurn() {
        int done = 0;
        int left;
        do {
            Runnable task = tasks.remove();
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                log.error("A service failed outside its own error handling", failure);
            }
            left = pending.decrementAndGet();
        } while (left > 0 && ++done < TURN);
        if (left > 0) {
            pool.execute(this::takeTurn);
        }
    }
}
