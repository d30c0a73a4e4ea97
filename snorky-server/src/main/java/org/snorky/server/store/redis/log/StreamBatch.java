package org.snorky.server.store.redis.log;

import java.time.Instant;
import java.util.List;
import org.snorky.protocol.Change;
import org.snorky.server.store.redis.link.Place;

/**
 * An entry of the stream, undecoded: a batch, or the mark of a new epoch, which has no changes.
 *
 * @param end behind its last change
 * @param count of its changes
 * @param micros when it was appended, by the clock of Redis
 * @param form in {@link BatchForm}; empty where there are no changes
 */
record StreamBatch(Place end, int count, long micros, byte[] form) {

    /** What it follows. */
    Place begin() {
        return end.before(count);
    }

    /** @throws UnreadableBatchException if it was not this version that wrote it */
    List<Change> changes() {
        List<Change> changes = BatchForm.read(form);
        if (changes.size() != count) {
            throw new UnreadableBatchException("There are " + changes.size() + " changes, not " + count);
        }
        return changes;
    }

    Instant appendedAt() {
        return RedisTime.instant(micros);
    }
}
