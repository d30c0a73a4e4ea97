package org.snorky.server.pubsub;

import org.snorky.server.rpc.Client;
import tools.jackson.databind.JsonNode;

/** Decides which clients of the frontend may publish. A bean of this type replaces the configured default. */
@FunctionalInterface
public interface PublishPolicy {

    /**
     * Asked by many threads at once, with no lock held: it may look something up, and holds up nobody but the client in
     * question. Whoever is refused gets {@code Not authorized}.
     */
    boolean mayPublish(Client client, JsonNode channel, JsonNode message);
}
