package org.snorky.server.history;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.position.Position;

/**
 * Channels in which all who share the log, in this process and perhaps in others, hear what is said.
 *
 * <ol>
 *   <li>What is said in a channel has one order, the same in all processes, in which the listener hears it: each message once,
 *       with none between left out, from when the channel is first followed until it is left.
 *   <li>{@link #follow} begins at one place of that order: the listener has heard all that lies before it, which is where the
 *       history ends, and nothing that lies behind it. The listener hears nothing of any channel while it begins.
 *   <li>Where messages between two that it hears were lost, or may have been, the listener is told in their place. What is kept
 *       in one process is never lost.
 *   <li>A channel is followed until {@link #leave} finds that the listener does not want it.
 *   <li>Positions and what is kept are as {@link ChannelHistory} promises, for all processes together.
 * </ol>
 *
 * Safe for all threads. The listener is called under the log's lock, so whoever calls the log must hold no lock that the
 * listener takes. A log is tested by extending {@code ChannelLogContract}, which this module's test-jar brings.
 */
public interface ChannelLog {

    /** Sets who hears what is said; there is one, set before anything else. */
    void hear(Listener listener);

    /**
     * Says something. Where it returns and the channel is followed, the listener has heard it or will soon.
     *
     * @param message its JSON, an object; not to be changed
     * @param keep whether to keep it for those who come later
     * @throws org.snorky.protocol.ProtocolException {@code unavailable} if it was not said, {@code timeout} if it may have been
     */
    void say(JsonKey channel, byte[] message, boolean keep);

    /**
     * Follows a channel from now on.
     *
     * @param from from where its history is wanted, or null for none
     * @param begin called once before this returns, in the same thread, with the history if it is wanted
     * @throws org.snorky.protocol.ProtocolException {@code unavailable} or {@code timeout} if it could not begin; then it did
     *     not
     */
    void follow(JsonKey channel, @Nullable ReadFrom from, Consumer<@Nullable Excerpt> begin);

    /** Lets go of a channel if the listener does not want it any more. Never blocks and never fails. */
    void leave(JsonKey channel);

    /** Hears what is said. It must be quick, must not throw, and must not call the log. */
    interface Listener {

        /** @param position behind the message, or null where nobody can want it */
        void heard(JsonKey channel, @Nullable Position position, byte[] message);

        /** Something may have been said in a channel that is not heard any more. */
        void missed(JsonKey channel, Position goesOnBehind);

        /** Whether anybody is still there to whom it tells what it hears. */
        boolean wants(JsonKey channel);
    }
}
