package org.snorky.demos.chat;

import org.snorky.server.chat.ChatPolicy;
import org.snorky.server.rpc.Client;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Who may be where: a channel that is a text is a room, open to all; {@code {"between": ["Ann", "Bob"]}} is a conversation,
 * for the two people it names, in order; there are no other channels.
 */
@Component
class Rooms implements ChatPolicy {

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_TEXT = 4_000;

    @Override
    public boolean mayJoin(Client client, JsonNode channel) {
        if (channel.isString()) {
            return !channel.stringValue().isBlank() && channel.stringValue().length() <= LONGEST_NAME;
        }
        return channel.size() == 1 && isBetween(channel.path("between"), identityOf(client));
    }

    /** A message is {@code {"id": …, "text": …}}; by its id, who wrote it knows it again. */
    @Override
    public boolean maySend(Client client, JsonNode channel, JsonNode body) {
        return body.size() == 2
                && body.path("id").isString()
                && body.path("id").stringValue().length() <= LONGEST_NAME
                && body.path("text").isString()
                && body.path("text").stringValue().length() <= LONGEST_TEXT;
    }

    private static boolean isBetween(JsonNode people, String identity) {
        if (people.size() != 2 || !people.valueStream().allMatch(JsonNode::isString)) {
            return false;
        }
        var names = people.valueStream().map(JsonNode::stringValue).toList();
        return names.contains(identity) && names.get(0).compareTo(names.get(1)) < 0;
    }

    /** The user of the session; who has none is asked for nothing here. */
    static String identityOf(Client client) {
        var identity = client.identity();
        return identity == null ? "" : identity.stringValue();
    }
}
