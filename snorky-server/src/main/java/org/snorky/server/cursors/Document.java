package org.snorky.server.cursors;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.snorky.protocol.JsonKey;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** A document that clients are in, with the cursors there. */
final class Document {

    private final JsonKey key;
    private final byte[] name;
    private final Set<ClientSession> clients = new LinkedHashSet<>();
    private final Map<Long, Cursor> cursors = new LinkedHashMap<>();

    Document(JsonNode name) {
        this.key = JsonKey.of(name);
        this.name = JsonBytes.of(name);
    }

    JsonKey key() {
        return key;
    }

    /** The document's JSON. */
    byte[] name() {
        return name;
    }

    void add(ClientSession client) {
        clients.add(client);
    }

    void remove(ClientSession client) {
        clients.remove(client);
    }

    boolean hasClients() {
        return !clients.isEmpty();
    }

    void add(Cursor cursor) {
        cursors.put(cursor.publicHandle(), cursor);
    }

    void remove(Cursor cursor) {
        cursors.remove(cursor.publicHandle());
    }

    int cursorCount() {
        return cursors.size();
    }

    Iterable<byte[]> cursors() {
        return cursors.values().stream().map(Cursor::json)::iterator;
    }

    void sendToOthers(ClientSession except, OutboundMessage message) {
        for (ClientSession client : clients) {
            if (!client.equals(except)) {
                client.send(message);
            }
        }
    }
}
