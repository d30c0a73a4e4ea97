package org.snorky.server.cursors;

import org.snorky.server.rpc.Client;
import tools.jackson.databind.JsonNode;

/**
 * Decides who may see the cursors of a document and who may have some there. A bean of this type is asked; without one,
 * everybody with an identity may do both.
 *
 * <p>Asked by many threads at once, with no lock held: it may look something up, and holds up nobody but the client in
 * question. Whoever is refused gets {@code Not authorized}.
 */
public interface CursorPolicy {

    /** Asked of clients that have an identity. */
    default boolean mayJoin(Client client, JsonNode document) {
        return true;
    }

    /** Asked of clients that are in the document. */
    default boolean mayCreate(Client client, JsonNode document) {
        return true;
    }
}
