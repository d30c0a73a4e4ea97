package org.snorky.server.transport.socket;

import java.util.concurrent.Executor;

/** Where sessions that have something to write take turns. */
@FunctionalInterface
public interface Turns {

    /**
     * Runs a turn soon, on a thread of its own choice and never on this one.
     *
     * @param isLong whether the session has much to write, so that others may go before it
     */
    void take(Runnable turn, boolean isLong);

    /** Turns in the order in which an executor runs them; for writers that block. */
    static Turns on(Executor executor) {
        return (turn, isLong) -> executor.execute(turn);
    }
}
