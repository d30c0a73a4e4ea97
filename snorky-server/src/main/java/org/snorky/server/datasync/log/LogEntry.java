package org.snorky.server.datasync.log;

import java.time.Instant;
import org.snorky.protocol.Change;
import org.snorky.server.position.Position;

/** A change in its place in the log. */
public record LogEntry(Position position, Change change, Instant appendedAt) {

    public long offset() {
        return position.offset();
    }
}
