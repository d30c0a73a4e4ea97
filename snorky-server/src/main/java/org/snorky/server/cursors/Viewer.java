package org.snorky.server.cursors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;

/** A client that is in documents, with its cursors by its own names for them. */
final class Viewer {

    private final Map<JsonKey, Document> documents = new HashMap<>();
    private final Map<JsonKey, Cursor> cursors = new HashMap<>();

    boolean isIn(JsonKey document) {
        return documents.containsKey(document);
    }

    @Nullable Document document(JsonKey key) {
        return documents.get(key);
    }

    int documentCount() {
        return documents.size();
    }

    List<Document> documents() {
        return List.copyOf(documents.values());
    }

    void add(Document document) {
        documents.put(document.key(), document);
    }

    /** Takes a document out, and gives the cursors that go with it. */
    List<Cursor> remove(Document document) {
        documents.remove(document.key());
        List<Cursor> there = cursors.values().stream()
                .filter(cursor -> cursor.document() == document)
                .toList();
        cursors.values().removeAll(there);
        return there;
    }

    @Nullable Cursor cursor(JsonKey privateHandle) {
        return cursors.get(privateHandle);
    }

    int cursorCount() {
        return cursors.size();
    }

    void add(JsonKey privateHandle, Cursor cursor) {
        cursors.put(privateHandle, cursor);
    }

    void remove(JsonKey privateHandle) {
        cursors.remove(privateHandle);
    }
}
