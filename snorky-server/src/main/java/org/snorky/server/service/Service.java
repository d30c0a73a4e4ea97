package org.snorky.server.service;

import org.snorky.server.session.ClientSession;
import tools.jackson.databind.JsonNode;

/**
 * Something that clients talk to by name: any JSON value in, any JSON value out.
 *
 * <ol>
 *   <li>A service hears of a session that connects to its registry before any message of it, and that it is gone after
 *       the last. Requests of the HTTP backend are messages of a session that lasts for one answer, without these events.
 *   <li>The messages of one session arrive in its order, one at a time.
 *   <li>With {@link Concurrency#SERIAL}, nothing of the service runs while something else of it does, and each call
 *       sees what the ones before it did.
 * </ol>
 *
 * Exceptions a service throws are logged and end nothing but the call.
 */
public interface Service {

    /** The name in envelopes. */
    String name();

    default Concurrency concurrency() {
        return Concurrency.SERIAL;
    }

    default void connected(ClientSession client) {}

    /** @param message what stood in the envelope; not to be changed */
    void received(ClientSession client, JsonNode message);

    default void disconnected(ClientSession client) {}
}
