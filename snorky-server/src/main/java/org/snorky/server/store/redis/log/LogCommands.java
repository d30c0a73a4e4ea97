package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.snorky.server.store.redis.link.Place;

/**
 * What the log asks of Redis.
 *
 * <p>What it gives fails with {@link org.snorky.server.datasync.log.UnavailableException}, whose code says whether the
 * command may still be carried out. Commands are sent at once or not at all, and never twice. Safe for all threads.
 */
interface LogCommands {

    /**
     * Begins a new epoch where one is due, and trims.
     *
     * @param seen the highest epoch that is known; a new one is higher
     */
    CompletionStage<Touched> touch(long seen);

    /**
     * Appends batches in their order, each whole or not at all; none of them where the epoch is not the known one.
     *
     * @param known the epoch whose clock the deadlines are of
     */
    CompletionStage<Appended> append(long known, List<Outgoing> batches);

    /**
     * Opens a connection to read by, to where at present is appended.
     *
     * @throws RuntimeException if there is none within a few seconds
     */
    Reader reader();

    /** @param micros the clock of Redis */
    record Touched(Place head, long micros) {}

    /**
     * @param epoch the present one
     * @param micros the clock of Redis
     * @param verdicts for each batch; empty where the epoch is not the known one
     */
    record Appended(long epoch, long micros, List<Verdict> verdicts) {}

    /** @param end behind the batch, where that is not too late */
    record Verdict(Outcome outcome, Place end) {}

    /** What became of a batch. */
    enum Outcome {
        APPENDED,
        REPEATED,
        LATE
    }

    /** A batch on its way, with the latest time, by the clock of Redis, at which it may be appended. */
    record Outgoing(Batch batch, long latestMicros) {}

    /** A connection that reads the stream; for one thread. */
    interface Reader extends AutoCloseable {

        /**
         * Gives what follows in the stream, waiting for it if there is nothing.
         *
         * @param limit how many at most
         * @param wait how long to wait at most; zero for not at all
         * @throws RuntimeException if the connection is of no use any more
         */
        List<StreamBatch> read(Place after, int limit, Duration wait);

        @Override
        void close();
    }
}
