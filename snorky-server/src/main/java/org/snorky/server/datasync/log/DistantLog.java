package org.snorky.server.datasync.log;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.snorky.server.position.Position;

/**
 * A log whose entries come from beyond this process, where several processes append and each has a tail of its own.
 *
 * <ol>
 *   <li>All processes hear of the same entries in the same order; {@link #readAfter} and {@link #head} tell of what this
 *       process has heard of, and never wait for what is beyond it.
 *   <li>Where the entries that the tail hears next do not follow the last it heard of, because some were lost or the epoch
 *       is another, the log breaks: the listener of breaks hears of it between the two, in the tail's order, and from then
 *       on every position before it is lost.
 *   <li>{@link #append} throws {@link UnavailableException} where nothing can be appended, and then tells whether it may
 *       have been; whatever it throws, the batch does not come into the log after that.
 * </ol>
 */
public interface DistantLog extends DeltaLog {

    /** Has a listener hear of all breaks from now on; there is one, set before the first append. */
    void breaks(BreakListener listener);

    /**
     * Tells when this process has heard of everything up to a position, perhaps given by another process and of an epoch
     * that this one has not heard of yet.
     *
     * @return completes once the tail, and the listener of breaks where there was one, have heard, at once where they have, on
     *     any thread, which must not be kept; fails with {@link PositionLostException} once the position is lost, and after a
     *     bounded time
     */
    CompletionStage<Position> whenReached(Position position);

    /** What keeps this process from hearing of what is appended, for people, or null where nothing does. */
    @Nullable String trouble();

    /** Hears of breaks; it must be quick and not throw. */
    @FunctionalInterface
    interface BreakListener {

        /** @param goesOnBehind what follows is heard of from here on; nothing before it can be read any more */
        void broken(Position goesOnBehind);
    }
}
