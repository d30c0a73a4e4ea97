package org.snorky.server.datasync.log;

import java.time.Instant;
import org.snorky.protocol.Delta;

/** A delta in its place in the log. */
public record LogEntry(Position position, Delta delta, Instant appendedAt) {

    public long offset() {
        return position.offset();
    }
}
