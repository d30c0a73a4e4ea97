package org.snorky.server.service;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time and in order, on threads of a shared pool.
 *
 * <p>It occupies a thread only while it has something to do, and yields it after a turn so that a busy mailbox does not
 * starve the others. The bound on what waits is the senders' ({@link InboundBudget}), since only they can be told.
 *
 * <p>There is one for each connection and service, nearly all of them idle, so an idle one is three references: what comes
 * is linked newest first, and the thread whose turn it is takes all of it and turns it round.
 */
final class Mailbox {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private static final int TURN = 64;

    private static final AtomicReferenceFieldUpdater<Mailbox, @Nullable Letter> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(Mailbox.class, Letter.class, "newest");

    /** Below the oldest of what waits while tasks are run, and alone where nothing waits then. */
    private static final Letter RUNNING = new Letter(() -> {}, null);

    private final Executor pool;

    /** Null while idle. */
    private volatile @Nullable Letter newest;

    /** What is left of what was taken, oldest first; only for whose turn it is. */
    private @Nullable Letter taken;

    Mailbox(Executor pool) {
        this.pool = pool;
    }

    private static final class Letter {

        private final Runnable task;
        private @Nullable Letter next;

        Letter(Runnable task, @Nullable Letter next) {
            this.task = task;
            this.next = next;
        }
    }

    void post(Runnable task) {
        Letter letter = new Letter(task, null);
        Letter before;
        do {
            before = newest;
            letter.next = before == null ? RUNNING : before;
        } while (!NEWEST.compareAndSet(this, before, letter));
        if (before == null) {
            pool.execute(this::takeTurn);
        }
    }

    private void takeTurn() {
        for (int turn = 0; turn < TURN; turn++) {
            Letter letter = taken == null ? takeAll() : taken;
            if (letter == null) {
                return;
            }
            taken = letter.next;
            run(letter.task);
        }
        if (taken != null || !isOver()) {
            pool.execute(this::takeTurn);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            log.error("A service failed outside its own error handling", failure);
        }
    }

    /** What waits, oldest first; null if nothing does, and then the mailbox is idle. */
    private @Nullable Letter takeAll() {
        if (isOver()) {
            return null;
        }
        Letter letter = NEWEST.getAndSet(this, RUNNING);
        Letter oldest = null;
        while (letter != null && letter != RUNNING) {
            Letter older = letter.next;
            letter.next = oldest;
            oldest = letter;
            letter = older;
        }
        return oldest;
    }

    private boolean isOver() {
        return newest == RUNNING && NEWEST.compareAndSet(this, RUNNING, null);
    }
}
