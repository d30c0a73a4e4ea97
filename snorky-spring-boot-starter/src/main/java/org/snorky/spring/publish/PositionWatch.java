package org.snorky.spring.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the position of what one thread's transactions publish between its opening and its closing, such as those of a
 * request.
 *
 * <p>Changes are noted here before they can be sent, and reported when they are, in the order in which they are. To be
 * opened, asked and closed by the thread it watches; reported to by any.
 */
public final class PositionWatch implements AutoCloseable {

    private static final ThreadLocal<@Nullable PositionWatch> CURRENT = new ThreadLocal<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> whenClosed = new ArrayList<>();
    private int outstanding;
    private boolean lost;
    private @Nullable String position;

    private PositionWatch() {}

    /** Watches the calling thread until it is closed. */
    public static PositionWatch open() {
        PositionWatch watch = new PositionWatch();
        CURRENT.set(watch);
        return watch;
    }

    /** The one that watches the calling thread. */
    public static @Nullable PositionWatch current() {
        return CURRENT.get();
    }

    /** Says that changes are to be waited for. */
    public void expect() {
        lock.lock();
        try {
            outstanding++;
        } finally {
            lock.unlock();
        }
    }

    /** Says that changes that were expected are with the server. */
    public void reached(String sentAt) {
        end(() -> position = sentAt);
    }

    /** Says that changes that were expected will not be sent as they are. */
    public void lost() {
        end(() -> lost = true);
    }

    /** Says that changes that were expected did not come about. */
    public void withdrawn() {
        end(() -> {});
    }

    private void end(Runnable how) {
        lock.lock();
        try {
            outstanding--;
            how.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs something when this is closed, so that nobody keeps what nobody waits for. */
    public void whenClosed(Runnable action) {
        whenClosed.add(action);
    }

    /**
     * Waits until everything is with the server.
     *
     * @return the position of the last of it; nothing if there was nothing, or it does not become known in time
     */
    public Optional<String> await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (outstanding > 0 && !lost && left > 0) {
                left = changed.awaitNanos(left);
            }
            return outstanding > 0 || lost ? Optional.empty() : Optional.ofNullable(position);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        if (CURRENT.get() == this) {
            CURRENT.remove();
        }
        whenClosed.forEach(Runnable::run);
        whenClosed.clear();
    }
}
