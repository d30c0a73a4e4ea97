package org.snorky.server.store.redis.channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.WireJson;
import org.snorky.server.chat.Identity;

/** A room that a node follows: its members as far as was heard, and whom the node has there itself. */
final class RoomFeed extends Feed {

    private final Map<JsonKey, Identity> members = new LinkedHashMap<>();
    private final Map<Identity, String> own = new HashMap<>();
    private boolean isUnsure = true;
    private boolean isForgiving;
    private boolean isKnown;

    RoomFeed(JsonKey room, ChannelName name) {
        super(room, name);
    }

    static Identity identity(byte[] json) {
        return new Identity(JsonKey.of(WireJson.mapper().readTree(json)), json);
    }

    /** The identities that this node has there, each with the id of the node under which it has. */
    Map<Identity, String> own() {
        return own;
    }

    Iterable<byte[]> members() {
        return members.values().stream().map(Identity::json)::iterator;
    }

    /** Tells whether it was none before. */
    boolean add(Identity identity) {
        return members.putIfAbsent(identity.key(), identity) == null;
    }

    boolean remove(Identity identity) {
        return members.remove(identity.key()) != null;
    }

    /** Whether the members have to be read. */
    boolean isUnsure() {
        return isUnsure;
    }

    /**
     * Something was lost.
     *
     * @param forgiving whether even who is a member may be forgotten by Redis, so that their nodes have to say it again
     */
    void doubt(boolean forgiving) {
        isUnsure = true;
        isForgiving |= forgiving;
    }

    /** By now, whoever is a member has been named again. */
    void forgiveNoMore() {
        isUnsure = true;
        isForgiving = false;
    }

    /** Who has come and gone. */
    record Difference(List<Identity> joined, List<Identity> left) {}

    /** Takes the members as they were read; what is different at the first time is nobody's coming. */
    Difference become(List<State.Joined> read) {
        Map<JsonKey, Identity> there = new LinkedHashMap<>();
        for (State.Joined member : read) {
            Identity identity = identity(member.identity());
            there.put(identity.key(), identity);
        }
        Difference difference = new Difference(new ArrayList<>(), new ArrayList<>());
        there.values().stream().filter(this::add).forEach(difference.joined()::add);
        if (!isForgiving) {
            members.values().stream()
                    .filter(member -> !there.containsKey(member.key()))
                    .forEach(difference.left()::add);
            difference.left().forEach(this::remove);
        }
        boolean first = !isKnown;
        isKnown = true;
        isUnsure = false;
        return first ? new Difference(List.of(), List.of()) : difference;
    }
}
