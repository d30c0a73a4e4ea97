package org.snorky.server.pubsub;

import org.snorky.server.rpc.Client;
import tools.jackson.databind.JsonNode;

/**
 * Decides which clients of the frontend may subscribe to which channel, and so read what history it keeps. A bean of this type
 * is asked; without one, everybody may.
 */
@FunctionalInterface
public interface SubscribePolicy {

    /**
     * Asked by many threads at once, with no lock held: it may look something up, and holds up nobody but the client in
     * question. Whoever is refused gets {@code Not authorized}.
     */
    boolean maySubscribe(Client client, JsonNode channel);
}
