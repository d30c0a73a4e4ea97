package org.snorky.server.cursors;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;

/** A client that is in documents, with its cursors by its own names for them. Used by one thread at a time. */
final class Viewer {

    private final Set<JsonKey> documents = new HashSet<>();
    private final Map<JsonKey, Own> cursors = new HashMap<>();

    /** A cursor of the client's. */
    record Own(JsonKey document, long publicHandle, Cursor cursor) {}

    boolean isIn(JsonKey document) {
        return documents.contains(document);
    }

    int documentCount() {
        return documents.size();
    }

    List<JsonKey> documents() {
        return List.copyOf(documents);
    }

    void add(JsonKey document) {
        documents.add(document);
    }

    /** Takes a document out, and gives the public handles of the cursors that go with it. */
    List<Long> remove(JsonKey document) {
        documents.remove(document);
        List<Own> there = cursors.values().stream()
                .filter(cursor -> cursor.document().equals(document))
                .toList();
        cursors.values().removeAll(there);
        return there.stream().map(Own::publicHandle).toList();
    }

    @Nullable Own cursor(JsonKey privateHandle) {
        return cursors.get(privateHandle);
    }

    int cursorCount() {
        return cursors.size();
    }

    void put(JsonKey privateHandle, Own cursor) {
        cursors.put(privateHandle, cursor);
    }

    void removeCursor(JsonKey privateHandle) {
        cursors.remove(privateHandle);
    }
}
