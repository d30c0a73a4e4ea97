package org.snorky.server.store.redis.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.chat.Identity;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.Script;

/** The scripts of rooms, as calls. They block, and fail as those of channels do. */
final class RoomScripts {

    private static final Script ENTER = ChannelScripts.script("enter");
    private static final Script EXIT = ChannelScripts.script("exit");
    private static final Script NOTE = ChannelScripts.script("note");
    private static final Script HELD = ChannelScripts.script("held");
    private static final Script REAP = ChannelScripts.script("reap");

    private final ChannelScripts channels;
    private final int maxMembers;

    RoomScripts(ChannelScripts channels, int maxMembers) {
        this.channels = channels;
        this.maxMembers = maxMembers;
    }

    /**
     * Has an identity in a room.
     *
     * @return null where the node is one that has been taken for gone, and is to call itself something else
     * @throws RpcException {@code too_many_members}
     */
    @Nullable State enter(Asked asked, @Nullable ReadFrom from, boolean members, String node, Identity who) {
        Answer answer = channels.run(
                ENTER,
                asked,
                asked.since(),
                ChannelScripts.from(from),
                ChannelScripts.flag(members),
                node,
                ChannelName.digest(who.key()),
                who.json(),
                maxMembers);
        if (answer.size() == 0) {
            return null;
        }
        if (answer.size() == 1) {
            throw new RpcException("Too many members", ErrorCode.TOO_MANY_MEMBERS);
        }
        return State.of(answer);
    }

    /** Takes an identity that a node has out of a room, if it has it there. */
    void exit(Asked asked, String node, String identity) {
        channels.run(EXIT, asked, node, identity);
    }

    /** Tells something that has no place in the history. */
    Event note(Asked asked, Event.Kind kind, byte[] body) {
        return ChannelScripts.event(channels.run(NOTE, asked, String.valueOf(kind.letter), body), kind, body);
    }

    /**
     * What a node has in a bucket.
     *
     * @param mastership of the Redis that told it
     * @param pairs each the digests of room and identity with a bar between; null where it is what the node thinks
     */
    record Held(String mastership, @Nullable List<String> pairs) {}

    /**
     * @param held the key of what the node has
     * @param count how many it thinks that it has
     * @param mastership under which it was told last: under another, as many may be others
     */
    Held held(String held, int count, String mastership) {
        Answer answer = channels.run(HELD, held, new Object[] {count, mastership});
        return new Held(
                answer.text(0), answer.size() == 1 ? null : answer.list(1).texts());
    }

    /** Takes some of what a node has in a bucket out of its rooms, for good, and gives how many there were. */
    long reap(String held, String node, int max) {
        return channels.run(REAP, held, new Object[] {max, node}).number(0);
    }
}
