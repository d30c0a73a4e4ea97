package org.snorky.server.chat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.snorky.protocol.JsonKey;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** An identity in a room, with its clients there; none while it is away. */
final class Member {

    private final Room room;
    private final JsonKey key;
    private final byte[] identity;
    private final Set<ClientSession> clients = new LinkedHashSet<>();

    Member(Room room, JsonNode identity) {
        this.room = room;
        this.key = JsonKey.of(identity);
        this.identity = JsonBytes.of(identity);
    }

    Room room() {
        return room;
    }

    JsonKey key() {
        return key;
    }

    /** The identity's JSON. */
    byte[] identity() {
        return identity;
    }

    void add(ClientSession client) {
        clients.add(client);
    }

    void remove(ClientSession client) {
        clients.remove(client);
    }

    boolean hasClients() {
        return !clients.isEmpty();
    }

    void send(OutboundMessage message) {
        clients.forEach(client -> client.send(message));
    }

    void sendToOthers(ClientSession except, OutboundMessage message) {
        for (ClientSession client : clients) {
            if (!client.equals(except)) {
                client.send(message);
            }
        }
    }
}
