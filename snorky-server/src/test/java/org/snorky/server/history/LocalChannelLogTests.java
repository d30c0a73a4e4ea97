package org.snorky.server.history;

import java.time.Instant;
import java.util.List;

class LocalChannelLogTests extends ChannelLogContract {

    @Override
    protected List<ChannelLog> newLogs() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return List.of(new LocalChannelLog(new InMemoryChannelHistory("e1", BOUNDS, () -> now)));
    }
}
