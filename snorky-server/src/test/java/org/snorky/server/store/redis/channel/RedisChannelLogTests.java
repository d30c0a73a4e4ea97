package org.snorky.server.store.redis.channel;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.snorky.server.history.ChannelLog;
import org.snorky.server.history.ChannelLogContract;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;
import org.snorky.testsupport.redis.RedisServer;

/** Two nodes on one Redis. */
class RedisChannelLogTests extends ChannelLogContract {

    private static RedisServer redis;

    private final List<ChannelNode> nodes = new ArrayList<>();

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
        nodes.forEach(ChannelNode::close);
    }

    @Override
    protected List<ChannelLog> newLogs() {
        RedisSettings settings = TestLink.ofItsOwn(TestLink.SETTINGS);
        nodes.add(new ChannelNode(redis.port(), settings, BOUNDS));
        nodes.add(new ChannelNode(redis.port(), settings, BOUNDS));
        return nodes.stream().map(node -> (ChannelLog) node.log).toList();
    }
}
