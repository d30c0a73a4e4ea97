package org.snorky.server.store.redis.channel;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.snorky.server.chat.Rooms;
import org.snorky.server.chat.RoomsContract;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;
import org.snorky.testsupport.redis.RedisServer;

/** Two nodes on one Redis. */
class RedisRoomsTests extends RoomsContract {

    private static RedisServer redis;

    private final List<RoomNode> nodes = new ArrayList<>();

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @AfterEach
    void closeNodes() {
        nodes.forEach(RoomNode::close);
    }

    @Override
    protected List<Rooms> newRooms() {
        RedisSettings settings = TestLink.ofItsOwn(TestLink.SETTINGS);
        nodes.add(new RoomNode(redis.port(), settings, BOUNDS, MAX_MEMBERS));
        nodes.add(new RoomNode(redis.port(), settings, BOUNDS, MAX_MEMBERS));
        return nodes.stream().map(node -> (Rooms) node.rooms()).toList();
    }
}
