package org.snorky.server.store.redis.presence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;
import org.snorky.testsupport.redis.RedisServer;

/** Nodes on one Redis, which has faults. */
abstract class TwinNodes {

    /** Short enough to be waited for where Redis itself must have been silent; otherwise the clock is moved. */
    static final Duration LEASE = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final RedisSettings SETTINGS = TestLink.ofItsOwn(new RedisSettings(
            "snorky", Duration.ofSeconds(1), LEASE, Duration.ofMillis(100), TestLink.SETTINGS.buckets()));

    final RedisServer redis = RedisServer.start();
    private final List<PresenceNode> nodes = new ArrayList<>();
    PresenceNode a;
    PresenceNode b;

    @BeforeEach
    void startNodes() {
        Awaitility.setDefaultTimeout(PATIENCE);
        a = newNode();
        b = newNode();
    }

    PresenceNode newNode() {
        PresenceNode node = new PresenceNode(redis.port(), SETTINGS, PresenceNode.MANY);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void stopAll() {
        Awaitility.reset();
        nodes.forEach(PresenceNode::kill);
        redis.close();
    }

    /** What Redis has under keys of a group. */
    List<?> keys(String pattern) {
        return (List<?>) redis.ask("KEYS", "{" + SETTINGS.prefix() + ":" + pattern);
    }
}
