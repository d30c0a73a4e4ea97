package org.snorky.server.cursors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
 * The clients that are in documents, and their cursors there.
 *
 * <ol>
 *   <li>The cursors in the answer to joining, and each one added, updated and removed after it, make up the document's
 *       cursors but for the client's own, at every moment and in the order in which it happens.
 *   <li>A public handle is never used twice, by no document.
 *   <li>A cursor goes with its owner: when the client leaves the document, or is gone. A client's own cursors of other
 *       connections are those of others to it.
 * </ol>
 *
 * Safe for all threads, where what one client asks for is done by one thread at a time, as it is for a service whose sessions
 * run beside each other. It has no lock: {@link Documents} hold the order, and a client waits for them alone.
 */
public final class Cursors {

    /** The service whose messages clients get. */
    static final String SERVICE = "cursors";

    private static final Viewer NOWHERE = new Viewer();

    private final Map<ClientSession, Viewer> viewers = new ConcurrentHashMap<>();
    private final Documents documents;
    private final CursorSettings settings;
    private final Counter updates;
    private final AtomicInteger cursors = new AtomicInteger();

    public Cursors(Documents documents, CursorSettings settings, MeterRegistry meters) {
        this.documents = documents;
        this.settings = settings;
        this.updates = meters.counter("snorky.cursors.updates");
        meters.gauge("snorky.cursors.documents", this, Cursors::documentCount);
        meters.gauge("snorky.cursors.cursors", this, Cursors::cursorCount);
    }

    /** Answers with the cursors there, before anything that the client is to hear afterwards. */
    void join(ClientSession client, JsonNode name, Reply reply) {
        JsonKey key = JsonKey.of(name);
        Viewer known = viewers.get(client);
        Viewer viewer = known == null ? new Viewer() : known;
        if (viewer.isIn(key)) {
            throw new RpcException("Already joined", ErrorCode.ALREADY_JOINED);
        }
        if (viewer.documentCount() >= settings.maxDocumentsPerClient()) {
            throw new RpcException("Too many documents", ErrorCode.TOO_MANY_DOCUMENTS);
        }
        documents.enter(
                client,
                key,
                name,
                there -> reply.sendUtf8(new JsonBytes()
                        .syntax("{\"cursors\":")
                        .list(there)
                        .syntax("}")
                        .toUtf8()));
        viewer.add(key);
        viewers.put(client, viewer);
    }

    void leave(ClientSession client, JsonNode name) {
        Viewer viewer = viewer(client);
        leave(client, viewer, joined(viewer, name));
        if (viewer.documentCount() == 0) {
            viewers.remove(client);
        }
    }

    void disconnected(ClientSession client) {
        Viewer viewer = viewers.remove(client);
        if (viewer != null) {
            viewer.documents().forEach(document -> leave(client, viewer, document));
        }
    }

    private void leave(ClientSession client, Viewer viewer, JsonKey document) {
        List<Long> gone = viewer.remove(document);
        cursors.addAndGet(-gone.size());
        documents.exit(client, document, gone);
    }

    /** @throws RpcException {@code Not joined} */
    void checkJoined(ClientSession client, JsonNode name) {
        joined(viewer(client), name);
    }

    /** Gives the public handle. */
    long create(ClientSession client, JsonNode privateHandle, JsonNode name, JsonNode position, JsonNode status) {
        Viewer viewer = viewer(client);
        JsonKey document = joined(viewer, name);
        JsonKey handle = JsonKey.of(privateHandle);
        if (viewer.cursor(handle) != null) {
            throw new RpcException("Reused handle", ErrorCode.REUSED_HANDLE);
        }
        if (viewer.cursorCount() >= settings.maxCursorsPerClient()) {
            throw tooMany();
        }
        Cursor cursor = checked(new Cursor(
                JsonBytes.of(position), JsonBytes.of(status), JsonBytes.of(Objects.requireNonNull(client.identity()))));
        long publicHandle = documents.add(client, document, cursor).orElseThrow(Cursors::tooMany);
        viewer.put(handle, new Viewer.Own(document, publicHandle, cursor));
        cursors.incrementAndGet();
        return publicHandle;
    }

    /** Changes what is given. */
    void update(ClientSession client, JsonNode privateHandle, @Nullable JsonNode position, @Nullable JsonNode status) {
        JsonKey handle = JsonKey.of(privateHandle);
        Viewer viewer = viewer(client);
        Viewer.Own own = own(viewer, handle);
        Cursor moved = checked(own.cursor()
                .with(position == null ? null : JsonBytes.of(position), status == null ? null : JsonBytes.of(status)));
        documents.update(own.document(), own.publicHandle(), moved);
        viewer.put(handle, new Viewer.Own(own.document(), own.publicHandle(), moved));
        updates.increment();
    }

    void remove(ClientSession client, JsonNode privateHandle) {
        JsonKey handle = JsonKey.of(privateHandle);
        Viewer viewer = viewer(client);
        Viewer.Own own = own(viewer, handle);
        viewer.removeCursor(handle);
        cursors.decrementAndGet();
        documents.remove(own.document(), own.publicHandle());
    }

    /** What a client has; what is not in any document is never changed. */
    private Viewer viewer(ClientSession client) {
        return viewers.getOrDefault(client, NOWHERE);
    }

    private static JsonKey joined(Viewer viewer, JsonNode name) {
        JsonKey document = JsonKey.of(name);
        if (!viewer.isIn(document)) {
            throw new RpcException("Not joined", ErrorCode.NOT_JOINED);
        }
        return document;
    }

    private static Viewer.Own own(Viewer viewer, JsonKey privateHandle) {
        Viewer.Own cursor = viewer.cursor(privateHandle);
        if (cursor == null) {
            throw new RpcException("No such cursor", ErrorCode.NO_SUCH_CURSOR);
        }
        return cursor;
    }

    private static RpcException tooMany() {
        return new RpcException("Too many cursors", ErrorCode.TOO_MANY_CURSORS);
    }

    private Cursor checked(Cursor cursor) {
        if (cursor.size() > settings.maxCursorSize()) {
            throw new InvalidParamsException(
                    "position and status take more than " + settings.maxCursorSize() + " bytes together");
        }
        return cursor;
    }

    /** How many documents clients of this server are in. */
    public int documentCount() {
        return documents.count();
    }

    /** How many cursors clients of this server have together. */
    public int cursorCount() {
        return cursors.get();
    }
}
