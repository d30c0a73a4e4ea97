package org.snorky.server.store.redis.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.server.datasync.log.KeptEntries;

/**
 * A batch to be appended.
 *
 * @param changes with encoded rows
 * @param bytes what they take in a log's memory
 * @param form in {@link BatchForm}
 */
record Batch(@Nullable String id, List<Change> changes, long bytes, byte[] form) {

    /** @throws org.snorky.protocol.ProtocolException if a row holds what could not be read again */
    static Batch of(@Nullable String id, List<Change> changes) {
        List<Change> encoded = KeptEntries.encoded(changes);
        return new Batch(id, encoded, KeptEntries.sizeOf(encoded), BatchForm.write(encoded));
    }
}
