package org.snorky.server.chat;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.history.Excerpt;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.position.Position;

/**
 * Who is a member of which room, in this process and perhaps in others that share the rooms, and in which order what happens
 * there happens.
 *
 * <ol>
 *   <li>What happens in a room has one order, the same in all processes, in which the listener hears it: each event once, from
 *       when the first member of this process enters until its last one has left.
 *   <li>{@link #enter} begins at one place of that order, behind the identity's coming: the members it is given are those of
 *       that place, the listener has heard all that lies before it and nothing that lies behind it, and hears nothing of any
 *       room while it begins.
 *   <li>An identity is a member while a process has it there. It joins with the first of them and leaves with the last: the
 *       listener hears one {@code joined} and one {@code left} in turn, which together with the members at the beginning make
 *       up the members at every moment.
 *   <li>A process has an identity there from {@link #enter} until {@link #exit} finds that the listener does not want it, or
 *       until the process has gone; then it leaves within a bounded time.
 *   <li>Where events between two that it hears were lost, or may have been, the listener is told, and then hears who has
 *       joined and left meanwhile. In one process nothing is lost.
 *   <li>What is said and kept can be read as {@link org.snorky.server.history.ChannelHistory} promises; who comes and goes has
 *       no place in it.
 * </ol>
 *
 * Safe for all threads. The listener is called under the rooms' lock, so whoever calls the rooms must hold no lock that the
 * listener takes. Rooms are tested by extending {@code RoomsContract}, which this module's test-jar brings.
 */
public interface Rooms {

    /** Sets who hears what happens; there is one, set before anything else. */
    void hear(Listener listener);

    /**
     * Has an identity in a room, if it is not there already, and gives what there is.
     *
     * @param from from where the room's history is wanted, or null for none
     * @param begin called once before this returns, in the same thread
     * @throws org.snorky.server.rpc.RpcException {@code too_many_members}
     * @throws org.snorky.protocol.ProtocolException {@code unavailable} or {@code timeout} if it could not begin; then it did
     *     not
     */
    void enter(JsonKey room, Identity identity, @Nullable ReadFrom from, Consumer<Entered> begin);

    /** Takes an identity out of a room if the listener does not want it there any more. Never blocks and never fails. */
    void exit(JsonKey room, Identity identity);

    /**
     * Says something in a room of which this process has a member.
     *
     * @param message makes the message, an object, for the moment at which it is said
     * @param keep whether to keep it for those who come later
     * @throws org.snorky.protocol.ProtocolException {@code unavailable} if it was not said, {@code timeout} if it may have been
     */
    void say(JsonKey room, Function<Instant, byte[]> message, boolean keep);

    /**
     * Tells that a member of this process has read a room.
     *
     * @param client by which of its clients, as this process names it
     * @throws org.snorky.protocol.ProtocolException {@code unavailable} or {@code timeout}
     */
    void read(JsonKey room, Identity reader, String client);

    /**
     * What there is where an identity has entered.
     *
     * @param members the identities of all members, its own included, in the order in which they joined; as they are now, and
     *     not to be kept
     * @param history what was said, if it was wanted
     */
    record Entered(Iterable<byte[]> members, @Nullable Excerpt history) {}

    /** Hears what happens. It must be quick, must not throw, and must not call the rooms. */
    interface Listener {

        void joined(JsonKey room, Identity who, Instant at);

        void left(JsonKey room, Identity who, Instant at);

        /** @param position behind the message, or null where nobody can want it */
        void said(JsonKey room, @Nullable Position position, byte[] message);

        /** @param client by which client of this process it was read, or null if it was in another */
        void read(JsonKey room, Identity reader, @Nullable String client, Instant at);

        /** Something may have been said in a room that is not heard any more. */
        void missed(JsonKey room, Position goesOnBehind);

        /** Whether the identity is still to be in the room. */
        boolean wants(JsonKey room, Identity identity);
    }
}
