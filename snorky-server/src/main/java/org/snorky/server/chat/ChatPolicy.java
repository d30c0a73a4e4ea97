package org.snorky.server.chat;

import org.snorky.server.rpc.Client;
import tools.jackson.databind.JsonNode;

/**
 * Decides who may be in which channel and say what. A bean of this type is asked; without one, everybody with an identity may
 * do everything.
 *
 * <p>Asked by many threads at once, with no lock held: it may look something up, and holds up nobody but the client in
 * question. Whoever is refused gets {@code Not authorized}.
 */
public interface ChatPolicy {

    /** Asked of clients that have an identity. Whoever joins may also read what history the channel keeps. */
    default boolean mayJoin(Client client, JsonNode channel) {
        return true;
    }

    /** Asked of clients that are in the channel. */
    default boolean maySend(Client client, JsonNode channel, JsonNode body) {
        return true;
    }
}
