package org.snorky.server.cursors;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.snorky.protocol.JsonKey;
import org.snorky.server.session.ClientSession;
import tools.jackson.databind.JsonNode;

/** The documents of one process: one lock holds the order, and under it messages are only queued. */
public final class LocalDocuments implements Documents {

    private final Map<JsonKey, Document> documents = new HashMap<>();
    private final int maxCursors;
    private long lastHandle;

    /** @param maxCursors how many cursors a document may have */
    public LocalDocuments(int maxCursors) {
        this.maxCursors = maxCursors;
    }

    @Override
    public synchronized void enter(
            ClientSession client, JsonKey key, JsonNode document, Consumer<Iterable<byte[]>> there) {
        Document known = documents.get(key);
        Document entered = known == null ? new Document(document) : known;
        there.accept(entered.cursors());
        entered.enter(client);
        documents.put(key, entered);
    }

    @Override
    public synchronized void exit(ClientSession client, JsonKey document, Collection<Long> cursors) {
        Document left = document(document);
        left.exit(client);
        cursors.forEach(left::remove);
        if (!left.hasClients()) {
            documents.remove(document);
        }
    }

    @Override
    public synchronized OptionalLong add(ClientSession owner, JsonKey document, Cursor cursor) {
        Document there = document(document);
        if (there.cursorCount() >= maxCursors) {
            return OptionalLong.empty();
        }
        there.put(++lastHandle, cursor, owner);
        return OptionalLong.of(lastHandle);
    }

    @Override
    public synchronized void update(JsonKey document, long handle, Cursor cursor) {
        document(document).update(handle, cursor);
    }

    @Override
    public synchronized void remove(JsonKey document, long handle) {
        document(document).remove(handle);
    }

    private Document document(JsonKey key) {
        return Objects.requireNonNull(documents.get(key), "The document has not been entered");
    }

    @Override
    public synchronized int count() {
        return documents.size();
    }
}
