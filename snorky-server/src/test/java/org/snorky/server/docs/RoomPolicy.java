package org.snorky.server.docs;

import org.snorky.server.chat.ChatPolicy;
import org.snorky.server.rpc.Client;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

@Component
class RoomPolicy implements ChatPolicy {

    private final Rooms rooms;

    RoomPolicy(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public boolean mayJoin(Client client, JsonNode channel) {
        return rooms.hasMember(channel.asString(), client.identity().asString());
    }

    @Override
    public boolean maySend(Client client, JsonNode channel, JsonNode body) {
        return body.asString().length() <= 1000;
    }
}
