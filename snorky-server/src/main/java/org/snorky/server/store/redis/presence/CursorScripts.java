package org.snorky.server.store.redis.presence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.snorky.server.cursors.Cursor;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.Script;
import org.snorky.server.store.redis.presence.OwnCursors.Own;

/** What is asked of Redis about cursors. All but {@link #startReading} wait, and throw {@link UnavailableException}. */
final class CursorScripts {

    private static final Script PUT = Script.of("moment", "cursor-events", "cursor-put");
    private static final Script REMOVE = Script.of("moment", "cursor-events", "cursor-remove");
    private static final Script READ = Script.of("moment", "cursor-events", "cursor-read");
    private static final Script REAP = Script.of("moment", "cursor-events", "cursor-reap");
    private static final Script HEADS = Script.of("cursor-heads");

    private static final int AT_ONCE = 100;

    private final RedisLink link;
    private final Lease lease;
    private final int maxCursors;

    CursorScripts(RedisLink link, Lease lease, int maxCursors) {
        this.link = link;
        this.lease = lease;
        this.maxCursors = maxCursors;
    }

    /**
     * A cursor is in Redis.
     *
     * @param node whose it is there
     * @param version the document's with that
     */
    record Put(String node, long handle, DocumentVersion version) {}

    /** What Redis has of a document. */
    record State(DocumentVersion version, Map<Long, CursorForm> cursors) {}

    /** Adds a cursor; null where the document is full. */
    @Nullable Put add(DocumentKeys document, Own cursor) {
        return put(document, cursor, cursor.cursor(), '+', "");
    }

    /** @param kind + where it is told in any case, = only to those who have it not or otherwise */
    Put put(DocumentKeys document, Own cursor, Cursor as, char kind) {
        Put put = put(document, cursor, as, kind, Long.toString(cursor.handle()));
        if (put == null) {
            throw new IllegalStateException("Redis takes a cursor for a new one: " + cursor.handle());
        }
        return put;
    }

    private @Nullable Put put(DocumentKeys document, Own cursor, Cursor as, char kind, String handle) {
        String node = lease.node();
        Answer answer = link.run(
                PUT,
                List.of(
                        document.cursors(),
                        document.state(),
                        document.in("of:" + node),
                        document.in("gone:" + node),
                        document.in("handle")),
                link.shiftMicros(),
                lease.latest(),
                document.channel(),
                document.id(),
                kind,
                handle,
                maxCursors,
                cursor.encoded(node, as));
        return switch (answer.text(0)) {
            case "full" -> null;
            case "late" -> throw UnavailableException.undone("Redis was too slow");
            case "gone" -> throw UnavailableException.undone("This server was away for long, and is coming back");
            default -> new Put(node, answer.number(1), new DocumentVersion(answer.number(2), answer.number(3)));
        };
    }

    void remove(DocumentKeys document, Collection<Long> handles) {
        List<Object> arguments = new ArrayList<>(
                List.of(link.shiftMicros(), "0", document.channel(), document.id(), document.in("of:"), link.node()));
        arguments.addAll(handles);
        link.run(REMOVE, document.both(), arguments.toArray());
    }

    State read(DocumentKeys document) {
        return state(link.run(READ, document.both(), link.shiftMicros(), "0"));
    }

    CompletionStage<State> startReading(DocumentKeys document) {
        return link.start(READ, document.both(), link.shiftMicros(), "0").thenApply(CursorScripts::state);
    }

    private static State state(Answer answer) {
        Map<Long, CursorForm> cursors = new TreeMap<>();
        Answer there = answer.list(2);
        for (int i = 0; i + 1 < there.size(); i += 2) {
            cursors.put(there.number(i), CursorForm.of(there.bytes(i + 1)));
        }
        return new State(new DocumentVersion(answer.number(0), answer.number(1)), cursors);
    }

    /**
     * Keeps documents of one bucket from going by time.
     *
     * @return epoch and sequence of each, with a space between; empty where Redis may have forgotten something
     */
    List<String> heads(List<DocumentKeys> documents) {
        List<String> keys = new ArrayList<>();
        documents.forEach(document -> {
            keys.add(document.state());
            keys.add(document.cursors());
        });
        return link.run(HEADS, keys).texts();
    }

    /** Clears away the cursors that a dead node has in all documents, and tells of it. */
    void reap(String node) {
        for (int bucket = 0; bucket < link.keys().buckets(); bucket++) {
            List<String> keys = List.of(in(bucket, "of:" + node), in(bucket, "gone:" + node));
            Answer left;
            do {
                left = link.run(
                        REAP,
                        keys,
                        link.shiftMicros(),
                        "0",
                        node,
                        AT_ONCE,
                        in(bucket, "m:"),
                        in(bucket, "s:"),
                        in(bucket, "t:"));
            } while (left.number(0) > 0);
        }
    }

    private String in(int bucket, String name) {
        return link.keys().of(DocumentKeys.GROUP, bucket, name);
    }
}
