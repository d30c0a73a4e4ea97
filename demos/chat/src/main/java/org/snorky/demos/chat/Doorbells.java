package org.snorky.demos.chat;

import org.snorky.server.messaging.MessagingPolicy;
import org.snorky.server.rpc.Client;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The names under which open pages can be rung: a person's name and, after a slash, the page's own part. Nobody rings under
 * another's name, so whoever is rung may believe who it was.
 */
@Component
class Doorbells implements MessagingPolicy {

    @Override
    public boolean mayRegister(Client client, String name) {
        return client.isAuthenticated() && name.startsWith(Rooms.identityOf(client) + "/");
    }

    /** A ring says nothing but that there is a conversation now. */
    @Override
    public boolean maySend(Client client, String sender, String dest, JsonNode body) {
        return body.isString() && "conversation".equals(body.stringValue());
    }
}
