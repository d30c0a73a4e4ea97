package org.snorky.testsupport.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One thing that happens in an example. Values may hold placeholders, which {@link Bindings} resolves. */
public sealed interface WireStep {

    /** Something that a client of the frontend does or sees; a client connects at its first step. */
    sealed interface OfClient extends WireStep {
        String client();
    }

    /** The client sends this message. */
    record Sends(String client, JsonNode message) implements OfClient {}

    /** The client sends this text, which need not be JSON. */
    record SendsText(String client, String text) implements OfClient {}

    /** The next message that the client receives is exactly this one. */
    record Gets(String client, JsonNode message) implements OfClient {}

    /** Once the server has dealt with all steps before, nothing is left for the client to receive. */
    record GetsNothing(String client) implements OfClient {}

    /** The client's connection ends; its next step opens a new one. */
    record Disconnects(String client) implements OfClient {}

    /** A backend asks over HTTP, and is answered. */
    record Backend(BackendRequest request, BackendAnswer answer) implements WireStep {}

    /** Which key a backend request carries. */
    enum Key {
        RIGHT,
        WRONG,
        NONE
    }

    /**
     * An HTTP request of a backend.
     *
     * @param body what is sent, null for a request without a body; a text node is JSON too
     * @param bodyText what is sent byte for byte in place of {@code body}, for malformed input
     */
    record BackendRequest(
            String method,
            String path,
            Key key,
            @Nullable JsonNode body,
            @Nullable String bodyText) {}
}
