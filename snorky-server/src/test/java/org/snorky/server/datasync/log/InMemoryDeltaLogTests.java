package org.snorky.server.datasync.log;

import java.time.Duration;
import java.time.Instant;

class InMemoryDeltaLogTests extends DeltaLogContract {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    protected DeltaLog newLog() {
        return new InMemoryDeltaLog(
                "e1", new LogBounds(MAX_ENTRIES, MAX_BYTES, MAX_AGE, 1000, IDEMPOTENCY_WINDOW), () -> now);
    }

    @Override
    protected void advance(Duration time) {
        now = now.plus(time);
    }
}
