package org.snorky.server.datasync.routing;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.position.Position;

/**
 * Changes that have not gone to their session yet, one for each row of a subscription.
 *
 * <p>They leave in the order of their <em>first</em> deltas, and each carries the position of that one. So whoever has got a
 * change with position P has got every change up to P: a delta at or before P is part of a change whose first delta lies at
 * or before P, and all of those have left. What a change tells beyond its position is told again by a resume from there,
 * which ends in the same state, since a client that holds rows by key may be told the same twice. Were they ordered by
 * their last deltas, a row that changes often would be put off for as long as others do.
 *
 * <p>The order of first deltas needs no sorting: a row that changes again stays where it is. Rows without a key cannot be
 * recognised, and each of their deltas stays a change of its own. A row whose key changes is a row that goes and one that
 * comes. Not safe for threads by itself.
 */
final class RowChanges {

    private record RowId(Attachment attachment, String model, JsonKey key) {}

    private final Map<Object, RowChange> changes = new LinkedHashMap<>();
    private long bytes;

    /**
     * Takes what a subscription sees a delta as.
     *
     * @return whether it became part of changes that were there
     */
    boolean add(Attachment attachment, EncodedDelta delta, Form form) {
        RowState from = form == Form.INSERT ? null : delta.before();
        RowState to = form == Form.DELETE ? null : delta.after();
        JsonKey keyBefore = from == null ? null : from.key();
        JsonKey keyAfter = to == null ? null : to.key();
        Position position = delta.position();
        if (from == null || to == null || (keyBefore == null ? keyAfter == null : keyBefore.equals(keyAfter))) {
            return add(attachment, delta, keyBefore == null ? keyAfter : keyBefore, position, from, to);
        }
        boolean merged = add(attachment, delta, keyBefore, position.previous(), from, null);
        return add(attachment, delta, keyAfter, position, null, to) && merged;
    }

    private boolean add(
            Attachment attachment,
            EncodedDelta delta,
            @Nullable JsonKey key,
            Position label,
            @Nullable RowState from,
            @Nullable RowState to) {
        Object id = key == null ? new Object() : new RowId(attachment, delta.model(), key);
        RowChange known = changes.get(id);
        RowChange change =
                known == null ? new RowChange(attachment, delta.model(), delta.position(), label, from) : known;
        bytes -= known == null ? 0 : known.size();
        change.goOn(from, to);
        bytes += change.size();
        changes.put(id, change);
        return known != null;
    }

    /** The one to leave next, or null if there is none. */
    @Nullable RowChange first() {
        return changes.isEmpty() ? null : changes.values().iterator().next();
    }

    /** Takes the one to leave next, or null if there is none. */
    @Nullable RowChange poll() {
        Iterator<RowChange> all = changes.values().iterator();
        if (!all.hasNext()) {
            return null;
        }
        RowChange first = all.next();
        all.remove();
        bytes -= first.size();
        return first;
    }

    void remove(Attachment attachment) {
        changes.values().removeIf(change -> {
            boolean goes = change.attachment() == attachment;
            bytes -= goes ? change.size() : 0;
            return goes;
        });
    }

    int count() {
        return changes.size();
    }

    /** Estimated bytes that they keep. */
    long bytes() {
        return bytes;
    }

    Map<Attachment, Long> bytesByAttachment() {
        Map<Attachment, Long> loads = new HashMap<>();
        changes.values().forEach(change -> loads.merge(change.attachment(), change.size(), Long::sum));
        return loads;
    }
}
