package org.snorky.server.messaging;

import org.snorky.server.rpc.Client;
import tools.jackson.databind.JsonNode;

/**
 * Decides who may go by which name, see the names of the others, and write to whom. A bean of this type is asked; without one,
 * everybody may do everything, without an identity too.
 *
 * <p>Asked by many threads at once, with no lock held: it may look something up, and holds up nobody but the client in
 * question.
 */
public interface MessagingPolicy {

    /** Whoever is refused gets {@code Name not allowed}. */
    default boolean mayRegister(Client client, String name) {
        return true;
    }

    /** Whoever is refused gets {@code Not authorized}. */
    default boolean mayList(Client client) {
        return true;
    }

    /**
     * Asked of clients that hold the sender's name. Whoever is refused gets {@code Not authorized}.
     *
     * @param dest may be a name that nobody holds
     */
    default boolean maySend(Client client, String sender, String dest, JsonNode body) {
        return true;
    }
}
