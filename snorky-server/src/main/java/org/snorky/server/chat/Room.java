package org.snorky.server.chat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** A channel that has members. */
final class Room {

    private final JsonKey key;
    private final byte[] channel;
    private final Map<JsonKey, Member> members = new LinkedHashMap<>();

    Room(JsonNode channel) {
        this.key = JsonKey.of(channel);
        this.channel = JsonBytes.of(channel);
    }

    JsonKey key() {
        return key;
    }

    /** The channel's JSON. */
    byte[] channel() {
        return channel;
    }

    int size() {
        return members.size();
    }

    @Nullable Member find(JsonNode identity) {
        return members.get(JsonKey.of(identity));
    }

    Member add(JsonNode identity) {
        Member member = new Member(this, identity);
        members.put(member.key(), member);
        return member;
    }

    void remove(Member member) {
        members.remove(member.key());
    }

    /** The members' identities, in the order in which they joined. */
    Iterable<byte[]> identities() {
        return members.values().stream().map(Member::identity)::iterator;
    }

    void send(OutboundMessage message) {
        members.values().forEach(member -> member.send(message));
    }

    void sendToOthers(Member except, OutboundMessage message) {
        for (Member member : members.values()) {
            if (member != except) {
                member.send(message);
            }
        }
    }
}
