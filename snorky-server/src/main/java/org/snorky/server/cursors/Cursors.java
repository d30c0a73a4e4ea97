package org.snorky.server.cursors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.server.rpc.InvalidParamsException;
import org.snorky.server.rpc.Reply;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.JsonBytes;
import tools.jackson.databind.JsonNode;

/**
 * Documents, who is in them, and the cursors there.
 *
 * <ol>
 *   <li>The cursors in the answer to joining, and each one added, updated and removed after it, make up the document's
 *       cursors but for the client's own, at every moment and in the order in which it happens.
 *   <li>A public handle is never used twice, by no document.
 *   <li>A cursor goes with its owner: when the client leaves the document, or is gone. A client's own cursors of other
 *       connections are those of others to it.
 * </ol>
 *
 * Safe for all threads: one lock holds the order, and under it messages are only queued.
 */
public final class Cursors {

    /** The service whose messages clients get. */
    static final String SERVICE = "cursors";

    private final Map<JsonKey, Document> documents = new HashMap<>();
    private final Map<ClientSession, Viewer> viewers = new HashMap<>();
    private final CursorSettings settings;
    private final Counter updates;
    private long lastHandle;
    private int cursors;

    public Cursors(CursorSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.updates = meters.counter("snorky.cursors.updates");
        meters.gauge("snorky.cursors.documents", this, Cursors::documentCount);
        meters.gauge("snorky.cursors.cursors", this, Cursors::cursorCount);
    }

    /** Answers with the cursors there, before anything that the client is to hear afterwards. */
    synchronized void join(ClientSession client, JsonNode name, Reply reply) {
        JsonKey key = JsonKey.of(name);
        Viewer viewer = viewers.computeIfAbsent(client, absent -> new Viewer());
        if (viewer.isIn(key)) {
            throw new RpcException("Already joined", ErrorCode.ALREADY_JOINED);
        }
        if (viewer.documentCount() >= settings.maxDocumentsPerClient()) {
            throw new RpcException("Too many documents", ErrorCode.TOO_MANY_DOCUMENTS);
        }
        Document document = documents.computeIfAbsent(key, absent -> new Document(name));
        viewer.add(document);
        document.add(client);
        reply.sendUtf8(new JsonBytes()
                .syntax("{\"cursors\":")
                .list(document.cursors())
                .syntax("}")
                .toUtf8());
    }

    synchronized void leave(ClientSession client, JsonNode name) {
        Viewer viewer = viewer(client);
        leave(client, viewer, document(viewer, name));
        if (viewer.documentCount() == 0) {
            viewers.remove(client);
        }
    }

    synchronized void disconnected(ClientSession client) {
        Viewer viewer = viewers.remove(client);
        if (viewer != null) {
            viewer.documents().forEach(document -> leave(client, viewer, document));
        }
    }

    private void leave(ClientSession client, Viewer viewer, Document document) {
        document.remove(client);
        viewer.remove(document).forEach(cursor -> take(client, cursor));
        if (!document.hasClients()) {
            documents.remove(document.key());
        }
    }

    /** @throws RpcException {@code Not joined} */
    synchronized void checkJoined(ClientSession client, JsonNode name) {
        document(viewer(client), name);
    }

    /** Gives the public handle. */
    synchronized long create(
            ClientSession client, JsonNode privateHandle, JsonNode name, JsonNode position, JsonNode status) {
        Viewer viewer = viewer(client);
        Document document = document(viewer, name);
        JsonKey handle = JsonKey.of(privateHandle);
        if (viewer.cursor(handle) != null) {
            throw new RpcException("Reused handle", ErrorCode.REUSED_HANDLE);
        }
        if (viewer.cursorCount() >= settings.maxCursorsPerClient()
                || document.cursorCount() >= settings.maxCursorsPerDocument()) {
            throw new RpcException("Too many cursors", ErrorCode.TOO_MANY_CURSORS);
        }
        Cursor.Where where = checked(new Cursor.Where(JsonBytes.of(position), JsonBytes.of(status)));
        Cursor cursor = new Cursor(document, ++lastHandle, Objects.requireNonNull(client.identity()), where);
        viewer.add(handle, cursor);
        document.add(cursor);
        cursors++;
        document.sendToOthers(client, cursor.added());
        return cursor.publicHandle();
    }

    /** Changes what is given. */
    synchronized void update(
            ClientSession client, JsonNode privateHandle, @Nullable JsonNode position, @Nullable JsonNode status) {
        Cursor cursor = cursor(client, privateHandle);
        cursor.move(checked(cursor.where(
                position == null ? null : JsonBytes.of(position), status == null ? null : JsonBytes.of(status))));
        cursor.document().sendToOthers(client, cursor.updated());
        updates.increment();
    }

    synchronized void remove(ClientSession client, JsonNode privateHandle) {
        Cursor cursor = cursor(client, privateHandle);
        viewer(client).remove(JsonKey.of(privateHandle));
        take(client, cursor);
    }

    private void take(ClientSession owner, Cursor cursor) {
        cursor.document().remove(cursor);
        cursors--;
        cursor.document().sendToOthers(owner, cursor.removed());
    }

    private Viewer viewer(ClientSession client) {
        Viewer viewer = viewers.get(client);
        return viewer == null ? new Viewer() : viewer;
    }

    private static Document document(Viewer viewer, JsonNode name) {
        Document document = viewer.document(JsonKey.of(name));
        if (document == null) {
            throw new RpcException("Not joined", ErrorCode.NOT_JOINED);
        }
        return document;
    }

    private Cursor cursor(ClientSession client, JsonNode privateHandle) {
        Cursor cursor = viewer(client).cursor(JsonKey.of(privateHandle));
        if (cursor == null) {
            throw new RpcException("No such cursor", ErrorCode.NO_SUCH_CURSOR);
        }
        return cursor;
    }

    private Cursor.Where checked(Cursor.Where where) {
        if (where.size() > settings.maxCursorSize()) {
            throw new InvalidParamsException(
                    "position and status take more than " + settings.maxCursorSize() + " bytes together");
        }
        return where;
    }

    /** How many documents have clients. */
    public synchronized int documentCount() {
        return documents.size();
    }

    /** How many cursors all documents have together. */
    public synchronized int cursorCount() {
        return cursors;
    }
}
