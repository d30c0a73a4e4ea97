package org.snorky.server.transport.socket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A share of the sessions, whose turns run one at a time on a thread that never waits for a client.
 *
 * <p>Short turns go first, so that a message alone does not wait behind thousands of sessions that catch up; after some of
 * them a long one goes, so that these get on however many short ones come. Each kind keeps its order. A thread is taken
 * from the executor when the first turn comes, which is once for a whole burst, and given back when none is left.
 */
final class Shard implements Turns, Runnable {

    private static final Logger log = LoggerFactory.getLogger(Shard.class);

    private static final int SHORT_PER_LONG = 16;

    /** Turns after which other shards may have the thread, where these are more than threads. */
    private static final int STINT = 1024;

    private final Executor executor;
    private final Queue<Runnable> shortTurns = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> longTurns = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();

    /** Used by the one thread that runs. */
    private int shortInARow;

    Shard(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void take(Runnable turn, boolean isLong) {
        (isLong ? longTurns : shortTurns).add(turn);
        start();
    }

    private void start() {
        if (!running.get() && running.compareAndSet(false, true)) {
            executor.execute(this);
        }
    }

    @Override
    public void run() {
        for (int i = 0; i < STINT; i++) {
            Runnable turn = next();
            if (turn == null) {
                running.set(false);
                if (!shortTurns.isEmpty() || !longTurns.isEmpty()) {
                    start();
                }
                return;
            }
            try {
                turn.run();
            } catch (RuntimeException broken) {
                log.error("A turn failed, and its session sends no more", broken);
            }
        }
        executor.execute(this);
    }

    private @Nullable Runnable next() {
        Runnable turn = shortInARow < SHORT_PER_LONG ? shortTurns.poll() : null;
        if (turn != null) {
            shortInARow++;
            return turn;
        }
        shortInARow = 0;
        turn = longTurns.poll();
        return turn == null ? shortTurns.poll() : turn;
    }
}
