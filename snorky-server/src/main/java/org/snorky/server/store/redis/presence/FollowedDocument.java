package org.snorky.server.store.redis.presence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snorky.server.cursors.Cursor;
import org.snorky.server.cursors.Document;
import org.snorky.server.session.ClientSession;
import tools.jackson.databind.JsonNode;

/**
 * A document as this process knows it: one version of it in Redis, and each event since. Its lock is its own, and under it
 * messages are only queued.
 *
 * <p>An event that does not follow the last, or a connection that was another for a moment, makes it stale: it goes on from
 * what Redis has then, and its clients are told the difference. Nothing else is lost by that, since of a cursor only the last
 * place matters.
 *
 * <p>In a new epoch Redis may have forgotten what the nodes are only about to tell it again. Cursors of others that are
 * missing there stay until their nodes have had that time.
 */
final class FollowedDocument {

    private static final int MAX_PENDING = 1000;

    private final Document document;
    private final Owners owners;
    private final Map<Long, Known> cursors = new HashMap<>();
    private final Set<Long> doubtful = new HashSet<>();
    private final List<CursorEvent> pending = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();
    private @Nullable DocumentVersion version;
    private boolean stale = true;
    private long doubts;
    private long doubtfulSince;

    /** Knows which cursors in Redis are of this process, and whose. */
    interface Owners {

        boolean isOurs(CursorForm form);

        /** Null where one of ours is nobody's any more. */
        @Nullable ClientSession owner(CursorForm form);
    }

    private record Known(Cursor cursor, boolean isOurs) {}

    private record Wait(DocumentVersion version, CompletableFuture<Void> reached) {}

    /** What became of an event. */
    enum Hearing {
        TAKEN,

        /** Something before it was missed: the document must be read again. */
        MISSED,

        /** It is of a cursor that this process has in Redis, and that is nobody's. */
        NOBODYS
    }

    /**
     * What is to be put right in Redis.
     *
     * @param missing handles of this process's cursors that it has not
     * @param nobodys handles of cursors that it has for this process, which has not
     */
    record Difference(List<Long> missing, List<Long> nobodys) {}

    FollowedDocument(JsonNode name, Owners owners) {
        this.document = new Document(name);
        this.owners = owners;
    }

    /** Lets a client in, and tells whether it could: it cannot while the document is stale. */
    synchronized boolean enter(ClientSession client, Consumer<Iterable<byte[]>> there) {
        if (stale) {
            return false;
        }
        there.accept(document.cursors());
        document.enter(client);
        return true;
    }

    /** Takes a client out, and then its cursors, whatever Redis has. */
    synchronized void exit(ClientSession client, Iterable<Long> handles) {
        document.exit(client);
        handles.forEach(this::gone);
    }

    /** Takes a cursor away, whatever Redis has. */
    synchronized void remove(long handle) {
        gone(handle);
    }

    synchronized boolean hasClients() {
        return document.hasClients();
    }

    synchronized boolean isStale() {
        return stale;
    }

    synchronized @Nullable DocumentVersion version() {
        return version;
    }

    /** Something may have been missed. */
    synchronized void doubt() {
        stale = true;
        doubts++;
        pending.clear();
    }

    /** To be called before Redis is asked, for {@link #read}. */
    synchronized long asking() {
        return doubts;
    }

    synchronized Hearing hear(CursorEvent event) {
        if (stale) {
            pending.add(event);
            if (pending.size() > MAX_PENDING) {
                doubt();
            }
            return Hearing.TAKEN;
        }
        return take(event);
    }

    private Hearing take(CursorEvent event) {
        DocumentVersion last = version;
        if (last != null && last.hasPassed(event.version())) {
            return Hearing.TAKEN;
        }
        if (last == null || !event.version().equals(last.next())) {
            stale = true;
            return Hearing.MISSED;
        }
        version = event.version();
        CursorForm form = event.form();
        boolean isSomebodys = true;
        if (form == null) {
            gone(event.handle());
        } else {
            isSomebodys = put(event.handle(), form, !event.isAssertion());
        }
        tellWaits();
        return isSomebodys ? Hearing.TAKEN : Hearing.NOBODYS;
    }

    /**
     * Goes on from what Redis has.
     *
     * @param asked what {@link #asking} gave before
     * @param now on the clock of {@link #endDoubts}
     */
    synchronized Difference read(long asked, DocumentVersion at, Map<Long, CursorForm> there, long now) {
        Difference difference = new Difference(new ArrayList<>(), new ArrayList<>());
        DocumentVersion last = version;
        boolean isNewEpoch = last != null && !last.isInEpochOf(at);
        if (asked != doubts || last != null && last.hasPassed(at) && !last.equals(at)) {
            return difference;
        }
        version = at;
        there.forEach((handle, form) -> {
            if (!put(handle, form, false)) {
                difference.nobodys().add(handle);
                gone(handle);
            }
        });
        for (Map.Entry<Long, Known> each : Map.copyOf(cursors).entrySet()) {
            long handle = each.getKey();
            if (there.containsKey(handle)) {
                continue;
            }
            if (each.getValue().isOurs()) {
                difference.missing().add(handle);
            } else if (isNewEpoch) {
                doubtful.add(handle);
                doubtfulSince = now;
            } else if (!doubtful.contains(handle)) {
                gone(handle);
            }
        }
        goOn();
        return difference;
    }

    private void goOn() {
        stale = false;
        List<CursorEvent> heard = List.copyOf(pending);
        pending.clear();
        for (CursorEvent event : heard) {
            if (stale) {
                pending.add(event);
            } else {
                take(event);
            }
        }
        tellWaits();
    }

    /** Takes away what has been missing since a new epoch began, if that is long enough ago. */
    synchronized void endDoubts(long now, long patience) {
        if (!doubtful.isEmpty() && now - doubtfulSince >= patience) {
            List.copyOf(doubtful).forEach(this::gone);
        }
    }

    /** Completes once a version has been told here. */
    synchronized CompletableFuture<Void> reached(DocumentVersion there) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        waits.add(new Wait(there, reached));
        tellWaits();
        return reached;
    }

    private void tellWaits() {
        DocumentVersion last = version;
        waits.removeIf(wait -> {
            boolean isOver = wait.reached().isDone() || last != null && last.hasPassed(wait.version());
            if (isOver) {
                wait.reached().complete(null);
            }
            return isOver;
        });
    }

    /** Tells whether the cursor is somebody's. */
    private boolean put(long handle, CursorForm form, boolean anyway) {
        boolean isOurs = owners.isOurs(form);
        ClientSession owner = isOurs ? owners.owner(form) : null;
        if (isOurs && owner == null) {
            return false;
        }
        doubtful.remove(handle);
        Known before = cursors.put(handle, new Known(form.cursor(), isOurs));
        if (anyway || before == null || !isSame(before.cursor(), form.cursor())) {
            document.put(handle, form.cursor(), owner);
        }
        return true;
    }

    private void gone(long handle) {
        cursors.remove(handle);
        doubtful.remove(handle);
        document.remove(handle);
    }

    static boolean isSame(Cursor one, Cursor other) {
        return Arrays.equals(one.position(), other.position())
                && Arrays.equals(one.status(), other.status())
                && Arrays.equals(one.owner(), other.owner());
    }
}
