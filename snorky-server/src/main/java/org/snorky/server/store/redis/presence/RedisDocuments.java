package org.snorky.server.store.redis.presence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.JsonKey;
import org.snorky.server.cursors.Cursor;
import org.snorky.server.cursors.Documents;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.session.ClientSession;
import org.snorky.server.store.redis.link.Beats;
import org.snorky.server.store.redis.link.Ear;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.Slice;
import org.snorky.server.store.redis.presence.FollowedDocument.Difference;
import org.snorky.server.store.redis.presence.OwnCursors.Own;
import tools.jackson.databind.JsonNode;

/**
 * Documents whose cursors all nodes share: Redis has them, gives handles and tells all nodes that follow a document what
 * happens there, this one too. A node follows those that clients of its own are in.
 *
 * <p>What is published may be missed, and what Redis has may be lost; what this process knows is put right by the state in
 * Redis, and what Redis has of this process's cursors by what this process knows.
 */
public final class RedisDocuments implements Documents, Tenant {

    private static final Logger log = LoggerFactory.getLogger(RedisDocuments.class);

    private static final int ATTEMPTS = 5;
    private static final int HEADS_AT_ONCE = 100;
    private static final long PATIENCE_MILLIS = 250;

    private final RedisLink link;
    private final Lease lease;
    private final CursorScripts scripts;
    private final LongSupplier nanos;
    private final OwnCursors own;
    private final Map<JsonKey, Followed> followed = new ConcurrentHashMap<>();
    private final Map<Long, DocumentKeys> unremoved = new ConcurrentHashMap<>();
    private final Map<Long, Own> unasserted = new ConcurrentHashMap<>();
    private final Beats beats = new Beats();

    /** A document that clients are in or about to enter, and its place in Redis. */
    private static final class Followed {

        private final FollowedDocument document;
        private final DocumentKeys keys;
        private final Object following = new Object();
        private boolean listening;

        /** How many are about to enter; guarded by the map. */
        private int entering;

        Followed(FollowedDocument document, DocumentKeys keys) {
            this.document = document;
            this.keys = keys;
        }
    }

    /**
     * @param lease not yet started
     * @param maxCursors how many cursors a document may have
     * @param nanos as {@link System#nanoTime}
     */
    public RedisDocuments(RedisLink link, Lease lease, int maxCursors, LongSupplier nanos) {
        this.link = link;
        this.lease = lease;
        this.scripts = new CursorScripts(link, lease, maxCursors);
        this.nanos = nanos;
        this.own = new OwnCursors(link.node());
        lease.add(this);
    }

    @Override
    public void enter(ClientSession client, JsonKey key, JsonNode document, Consumer<Iterable<byte[]>> there) {
        Followed entered = followed.compute(key, (same, known) -> {
            Followed followed = known == null
                    ? new Followed(new FollowedDocument(document, own), DocumentKeys.of(link.keys(), key))
                    : known;
            followed.entering++;
            return followed;
        });
        try {
            follow(entered);
            for (int attempt = 0; !entered.document.enter(client, there); attempt++) {
                if (attempt == ATTEMPTS) {
                    throw UnavailableException.undone("The document changes faster than it can be read");
                }
                read(entered);
            }
        } finally {
            followed.computeIfPresent(key, (same, known) -> {
                known.entering--;
                return unlessOver(known);
            });
        }
    }

    private void follow(Followed entered) {
        synchronized (entered.following) {
            if (!entered.listening) {
                listen(entered.keys.channel(), ear(entered));
                entered.listening = true;
            }
        }
    }

    private void listen(String channel, Ear ear) {
        try {
            link.await(link.listen(channel, ear));
        } catch (UnavailableException unconfirmed) {
            link.stop(channel);
            throw unconfirmed;
        }
    }

    private Ear ear(Followed followed) {
        return new Ear() {
            @Override
            public void heard(byte[] published) {
                RedisDocuments.this.heard(followed, CursorEvent.of(published));
            }

            @Override
            public void missed() {
                followed.document.doubt();
            }
        };
    }

    private void heard(Followed in, CursorEvent event) {
        switch (in.document.hear(event)) {
            case TAKEN -> {}
            case MISSED -> readSoon(in);
            case NOBODYS -> unremoved.put(event.handle(), in.keys);
        }
    }

    /** Called under the map's lock of the document; null where nobody is there and nobody comes. */
    private @Nullable Followed unlessOver(Followed known) {
        if (known.entering > 0 || known.document.hasClients()) {
            return known;
        }
        if (known.listening) {
            link.stop(known.keys.channel());
        }
        return null;
    }

    private void read(Followed stale) {
        long asked = stale.document.asking();
        take(stale, asked, scripts.read(stale.keys));
    }

    private void readSoon(Followed stale) {
        long asked = stale.document.asking();
        scripts.startReading(stale.keys).whenComplete((state, failure) -> {
            if (state != null) {
                take(stale, asked, state);
            }
            // Otherwise with the next heartbeat.
        });
    }

    private void take(Followed stale, long asked, CursorScripts.State state) {
        Difference difference = stale.document.read(asked, state.version(), state.cursors(), nanos.getAsLong());
        difference.nobodys().forEach(handle -> unremoved.put(handle, stale.keys));
        for (long handle : difference.missing()) {
            Own cursor = own.find(handle);
            if (cursor != null) {
                unasserted.put(handle, cursor);
            }
        }
        // A promoted replica may lack the last move.
        state.cursors().forEach((handle, form) -> {
            Own cursor = own.find(handle);
            if (cursor != null && !cursor.isAsIn(form)) {
                unasserted.put(handle, cursor);
            }
        });
    }

    @Override
    public void exit(ClientSession client, JsonKey document, Collection<Long> cursors) {
        Followed left = followed.get(document);
        if (left == null) {
            return;
        }
        cursors.forEach(own::remove);
        left.document.exit(client, cursors);
        removeThere(left.keys, cursors);
        followed.computeIfPresent(document, (same, known) -> unlessOver(known));
    }

    @Override
    public void remove(JsonKey document, long handle) {
        Followed in = followed.get(document);
        if (in != null && own.find(handle) != null) {
            own.remove(handle);
            in.document.remove(handle);
            removeThere(in.keys, List.of(handle));
        }
    }

    private void removeThere(DocumentKeys document, Collection<Long> handles) {
        if (handles.isEmpty()) {
            return;
        }
        handles.forEach(unasserted::remove);
        try {
            scripts.remove(document, handles);
        } catch (UnavailableException away) {
            log.debug("Cursors are removed later: {}", away.getMessage());
            handles.forEach(handle -> unremoved.put(handle, document));
        }
    }

    @Override
    public OptionalLong add(ClientSession owner, JsonKey document, Cursor cursor) {
        Followed in = entered(document);
        Own added = own.begin(document, owner, cursor);
        try {
            CursorScripts.Put put = scripts.add(in.keys, added);
            if (put == null) {
                own.abandon(added);
                return OptionalLong.empty();
            }
            own.given(added, put.handle());
            settle(in, added, put);
            return OptionalLong.of(put.handle());
        } catch (UnavailableException away) {
            // If it is in Redis all the same it is found to be nobody's when that is read, and removed.
            own.abandon(added);
            in.document.doubt();
            throw away;
        }
    }

    @Override
    public void update(JsonKey document, long handle, Cursor cursor) {
        Own moved = own.find(handle);
        Followed in = followed.get(document);
        if (moved != null && in != null) {
            CursorScripts.Put put;
            // What is asserted meanwhile must not be what was there before.
            synchronized (moved) {
                moved.tryTo(cursor);
                put = scripts.put(in.keys, moved, cursor, '+');
                moved.move(cursor);
            }
            settle(in, moved, put);
        }
    }

    private Followed entered(JsonKey document) {
        Followed in = followed.get(document);
        if (in == null) {
            throw new IllegalStateException("The document has not been entered");
        }
        return in;
    }

    /** Returns when the own clients have been told, as they are by what Redis publishes. */
    private void settle(Followed in, Own cursor, CursorScripts.Put put) {
        if (!put.node().equals(lease.node())) {
            unasserted.put(cursor.handle(), cursor);
        }
        CompletableFuture<Void> told = in.document.reached(put.version());
        try {
            told.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            told.cancel(false);
            readAnyway(in);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAnyway(Followed in) {
        in.document.doubt();
        try {
            read(in);
        } catch (UnavailableException away) {
            log.debug("A document is read with the next heartbeat: {}", away.getMessage());
        }
    }

    @Override
    public int count() {
        return followed.size();
    }

    @Override
    public void beat() {
        Map.copyOf(unremoved).forEach((handle, document) -> {
            scripts.remove(document, List.of(handle));
            unremoved.remove(handle);
        });
        assertWhatIsMissing();
        long patience =
                link.settings().lease().plus(link.settings().heartbeat()).toNanos();
        for (Followed each : followed.values()) {
            each.document.endDoubts(nanos.getAsLong(), patience);
            if (each.document.isStale()) {
                readSoon(each);
            }
        }
        if (beats.isDue()) {
            compareHeads();
        }
    }

    private void assertWhatIsMissing() {
        for (Own cursor : List.copyOf(unasserted.values())) {
            Followed in = followed.get(cursor.document());
            if (in != null && own.find(cursor.handle()) != null) {
                synchronized (cursor) {
                    scripts.put(in.keys, cursor, cursor.cursor(), '=');
                }
                // It may have gone meanwhile.
                if (own.find(cursor.handle()) == null) {
                    scripts.remove(in.keys, List.of(cursor.handle()));
                }
            }
            unasserted.remove(cursor.handle());
        }
    }

    @Override
    public void assertUnder(String node) {
        own.all().forEach(cursor -> unasserted.put(cursor.handle(), cursor));
    }

    /** Finds what was missed without a trace, and keeps what is followed. */
    private void compareHeads() {
        for (Slice<Followed> slice : Slice.of(followed.values(), each -> each.keys.bucket(), HEADS_AT_ONCE)) {
            compareHeads(slice.things());
        }
    }

    private void compareHeads(List<Followed> some) {
        List<@Nullable DocumentVersion> before = new ArrayList<>();
        for (Followed each : some) {
            before.add(each.document.version());
        }
        List<String> heads = scripts.heads(some.stream().map(each -> each.keys).toList());
        for (int i = 0; i < heads.size(); i++) {
            Followed each = some.get(i);
            DocumentVersion last = before.get(i);
            boolean isQuiet = last != null && last.equals(each.document.version());
            if (isQuiet && !heads.get(i).equals(last.epoch() + " " + last.sequence())) {
                each.document.doubt();
                readSoon(each);
            }
        }
    }

    @Override
    public void reap(String node) {
        scripts.reap(node);
    }
}
