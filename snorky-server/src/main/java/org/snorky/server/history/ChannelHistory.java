package org.snorky.server.history;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.position.Position;

/**
 * What was said in channels, in order, as far as it is kept.
 *
 * <ol>
 *   <li>The messages of a channel have the order in which they are appended, and their positions ascend. The position of a
 *       message lies behind it.
 *   <li>{@link #read} gives all that is kept of what follows a position, in order, and tells whether that is all there was. It
 *       may say no where it cannot know any more; it never says yes where something is missing.
 *   <li>A position that was given can be read from, and the answer is complete, as long as the channel is followed or keeps
 *       anything, and what followed the position has not been cut or was never to be kept.
 *   <li>What is kept is bounded, for each channel and for all together, and cut from the oldest; a channel that is not
 *       followed and keeps nothing takes no room.
 *   <li>Positions of another history, such as that of the process before this one, are none of this one's: what is kept is
 *       given, and not complete.
 * </ol>
 *
 * Safe for all threads, and never blocks for long. A history is tested by extending {@code ChannelHistoryContract}, which this
 * module's test-jar brings.
 */
public interface ChannelHistory {

    /**
     * Appends a message.
     *
     * @param message its JSON, an object; not to be changed
     * @param keep whether to keep it, or only to know that it was there
     * @return the position behind it, or null where nobody can want it: it is not kept, and nobody follows the channel
     */
    @Nullable Position append(JsonKey channel, byte[] message, boolean keep);

    /**
     * Reads a channel, and follows it from now on.
     *
     * @param after what to begin behind, or null for all that is kept
     */
    Excerpt read(JsonKey channel, @Nullable Position after);

    /** Nobody is in the channel any more who could come back to it and want to know whether something was missed. */
    void release(JsonKey channel);
}
