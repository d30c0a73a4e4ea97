package org.snorky.server.store.redis.presence;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.cursors.Cursor;
import org.snorky.server.session.ClientSession;

/** The cursors of this process's clients, those on their way to Redis included. Safe for all threads. */
final class OwnCursors implements FollowedDocument.Owners {

    private final String process;
    private final AtomicLong lastNumber = new AtomicLong();
    private final Map<Long, Own> byNumber = new ConcurrentHashMap<>();
    private final Map<Long, Own> byHandle = new ConcurrentHashMap<>();

    /** A cursor, by the number that this process gives it. */
    static final class Own {

        private final JsonKey document;
        private final ClientSession owner;
        private final long number;
        private volatile long handle;
        private volatile Cursor cursor;

        /** Where it is about to go, or was when Redis did not say whether it did. */
        private @Nullable Cursor tried;

        /** Guards where it is, and is never held while Redis is asked. */
        private final Object moving = new Object();

        Own(JsonKey document, ClientSession owner, long number, Cursor cursor) {
            this.document = document;
            this.owner = owner;
            this.number = number;
            this.cursor = cursor;
        }

        JsonKey document() {
            return document;
        }

        /** Which Redis gave it; 0 before that. */
        long handle() {
            return handle;
        }

        Cursor cursor() {
            return cursor;
        }

        /** Begins to move it, which {@link #move} ends. */
        void tryTo(Cursor to) {
            synchronized (moving) {
                tried = to;
            }
        }

        void move(Cursor to) {
            synchronized (moving) {
                cursor = to;
                tried = null;
            }
        }

        /** Whether Redis has it as it is here. Where it is there as it was tried to be, it is so here from now on. */
        boolean isAsIn(CursorForm redis) {
            synchronized (moving) {
                if (tried != null && FollowedDocument.isSame(redis.cursor(), tried)) {
                    move(tried);
                }
                return FollowedDocument.isSame(redis.cursor(), cursor);
            }
        }

        byte[] encoded(String node, Cursor as) {
            return new CursorForm(node, number, as).encoded();
        }
    }

    OwnCursors(String process) {
        this.process = process;
    }

    Own begin(JsonKey document, ClientSession owner, Cursor cursor) {
        Own own = new Own(document, owner, lastNumber.incrementAndGet(), cursor);
        byNumber.put(own.number, own);
        return own;
    }

    void given(Own own, long handle) {
        own.handle = handle;
        byHandle.put(handle, own);
    }

    void abandon(Own own) {
        byNumber.remove(own.number);
    }

    @Nullable Own find(long handle) {
        return byHandle.get(handle);
    }

    void remove(long handle) {
        Own own = byHandle.remove(handle);
        if (own != null) {
            byNumber.remove(own.number);
        }
    }

    Collection<Own> all() {
        return List.copyOf(byHandle.values());
    }

    @Override
    public boolean isOurs(CursorForm form) {
        return form.isOf(process);
    }

    @Override
    public @Nullable ClientSession owner(CursorForm form) {
        Own own = byNumber.get(form.number());
        return own == null ? null : own.owner;
    }
}
