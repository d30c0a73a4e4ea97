package org.snorky.server.chat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;

/** An identity that this process has in a room, with its clients here; none while it is away. */
final class Member {

    private final Room room;
    private final Identity identity;
    private final Set<ClientSession> clients = new LinkedHashSet<>(2);

    Member(Room room, Identity identity) {
        this.room = room;
        this.identity = identity;
    }

    Room room() {
        return room;
    }

    Identity identity() {
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

    /** @param except the id of the client not to send to, if any */
    void sendToOthers(@Nullable String except, OutboundMessage message) {
        for (ClientSession client : clients) {
            if (!client.id().equals(except)) {
                client.send(message);
            }
        }
    }
}
