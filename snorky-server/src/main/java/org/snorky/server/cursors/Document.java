package org.snorky.server.cursors;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/**
 * A document as the clients of this process see it: who of them is there, and the cursors they know of. Each change is queued
 * for all of them but the cursor's owner as it is made. Used by one thread at a time, under the lock of who keeps it.
 */
public final class Document {

    private final byte[] name;
    private final Set<ClientSession> clients = new LinkedHashSet<>();
    private final Map<Long, Placed> cursors = new LinkedHashMap<>();

    /** @param owner null where the cursor is of another process */
    private record Placed(Cursor cursor, @Nullable ClientSession owner) {}

    public Document(JsonNode name) {
        this.name = JsonBytes.of(name);
    }

    public void enter(ClientSession client) {
        clients.add(client);
    }

    public void exit(ClientSession client) {
        clients.remove(client);
    }

    public boolean hasClients() {
        return !clients.isEmpty();
    }

    public boolean has(long handle) {
        return cursors.containsKey(handle);
    }

    public int cursorCount() {
        return cursors.size();
    }

    /** The handles of the cursors, in the order in which they came. */
    public List<Long> handles() {
        return List.copyOf(cursors.keySet());
    }

    /** The cursors as JSON, in the order in which they came. */
    public Iterable<byte[]> cursors() {
        return cursors.entrySet().stream()
                .map(each -> json(each.getKey(), each.getValue().cursor()))::iterator;
    }

    /**
     * Adds a cursor, or changes the one that has the handle.
     *
     * @param owner null where the cursor is of another process
     */
    public void put(long handle, Cursor cursor, @Nullable ClientSession owner) {
        boolean isNew = cursors.put(handle, new Placed(cursor, owner)) == null;
        tell(owner, isNew ? "cursorAdded" : "cursorUpdated", json(handle, cursor));
    }

    /** Changes a cursor if it is there. */
    void update(long handle, Cursor cursor) {
        Placed placed = cursors.get(handle);
        if (placed != null) {
            put(handle, cursor, placed.owner());
        }
    }

    /** Takes a cursor away, and tells whether it was there. */
    public boolean remove(long handle) {
        Placed gone = cursors.remove(handle);
        if (gone != null) {
            tell(gone.owner(), "cursorRemoved", identifying(handle).syntax("}").toUtf8());
        }
        return gone != null;
    }

    private void tell(@Nullable ClientSession owner, String type, byte[] cursor) {
        if (clients.size() > (owner == null || !clients.contains(owner) ? 0 : 1)) {
            OutboundMessage message = OutboundMessage.ofUtf8(
                    Cursors.SERVICE,
                    new JsonBytes()
                            .syntax("{\"type\":\"" + type + "\",\"cursor\":")
                            .value(cursor)
                            .syntax("}"));
            for (ClientSession client : clients) {
                if (!client.equals(owner)) {
                    client.send(message);
                }
            }
        }
    }

    private byte[] json(long handle, Cursor cursor) {
        JsonBytes json = identifying(handle);
        cursor.writeTo(json);
        return json.toUtf8();
    }

    private JsonBytes identifying(long handle) {
        return new JsonBytes()
                .syntax("{\"publicHandle\":" + handle + ",\"document\":")
                .value(name);
    }
}
