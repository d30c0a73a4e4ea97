package org.snorky.server.chat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** A channel that has members of this process. */
final class Room {

    private final JsonKey key;
    private final byte[] channel;
    private final Map<Identity, Member> members = new LinkedHashMap<>();

    Room(JsonKey key, JsonNode channel) {
        this.key = key;
        this.channel = JsonBytes.of(channel);
    }

    JsonKey key() {
        return key;
    }

    /** The channel's JSON. */
    byte[] channel() {
        return channel;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    @Nullable Member find(Identity identity) {
        return members.get(identity);
    }

    Member add(Identity identity) {
        Member member = new Member(this, identity);
        members.put(identity, member);
        return member;
    }

    void remove(Member member) {
        members.remove(member.identity());
    }

    void send(OutboundMessage message) {
        members.values().forEach(member -> member.send(message));
    }

    void sendToOthers(Identity except, OutboundMessage message) {
        for (Member member : members.values()) {
            if (!member.identity().equals(except)) {
                member.send(message);
            }
        }
    }
}
