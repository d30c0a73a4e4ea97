package org.snorky.server.chat;

import java.time.Instant;
import java.util.List;
import org.snorky.server.history.InMemoryChannelHistory;

class LocalRoomsTests extends RoomsContract {

    @Override
    protected List<Rooms> newRooms() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return List.of(new LocalRooms(MAX_MEMBERS, new InMemoryChannelHistory("e1", BOUNDS, () -> now), () -> now));
    }
}
