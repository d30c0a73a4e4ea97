package org.snorky.server.store.redis.channel;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.server.chat.Rooms;
import org.snorky.server.chat.RoomsContract;
import org.snorky.server.store.redis.RedisExtension;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;

/** Two nodes on one Redis. */
class RedisRoomsTests extends RoomsContract {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    @Override
    protected List<Rooms> newRooms() {
        RedisSettings settings = TestLink.ofItsOwn(TestLink.SETTINGS);
        return List.of(newRooms(settings), newRooms(settings));
    }

    private static Rooms newRooms(RedisSettings settings) {
        return redis.closing(new RoomNode(redis.port(), settings, BOUNDS, MAX_MEMBERS))
                .rooms();
    }
}
