package org.snorky.server.rpc;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/**
 * A client as one service sees it. Equal to another if both are the same session, so that it can be kept in sets and
 * maps until the service is told that it has gone.
 */
public final class Client {

    private final ClientSession session;
    private final String service;

    Client(ClientSession session, String service) {
        this.session = session;
        this.service = service;
    }

    /** Who the client is, any JSON value, or null where nothing authenticated it. */
    public @Nullable JsonNode identity() {
        return session.identity();
    }

    /** Whether something authenticated the client, so that it has an identity. */
    public boolean isAuthenticated() {
        JsonNode identity = session.identity();
        return identity != null && !identity.isNull();
    }

    /** The client's network address, or an empty string where it is not known. */
    public String remoteAddress() {
        return session.remoteAddress();
    }

    /** The connection beneath, shared by all services. */
    public ClientSession session() {
        return session;
    }

    String service() {
        return service;
    }

    /**
     * Sends a notification. Never blocks; what a client that has gone is sent is forgotten.
     *
     * @param message turned to JSON as it is now; a {@code type} other than {@code response} and {@code error} tells
     *     clients what it is
     */
    public void send(Object message) {
        session.send(OutboundMessage.of(service, WireJson.mapper().valueToTree(message)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Client client && session.equals(client.session);
    }

    @Override
    public int hashCode() {
        return session.hashCode();
    }

    @Override
    public String toString() {
        return session.toString();
    }
}
