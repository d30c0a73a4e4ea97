package org.snorky.server.store.redis.presence;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.snorky.server.cursors.Documents;
import org.snorky.server.cursors.DocumentsContract;
import org.snorky.server.store.redis.link.TestLink;
import org.snorky.testsupport.redis.RedisServer;

class RedisDocumentsTests extends DocumentsContract {

    private static RedisServer redis;
    private PresenceNode node;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Override
    protected Documents newDocuments() {
        node = new PresenceNode(redis.port(), TestLink.ofItsOwn(TestLink.SETTINGS), MAX_CURSORS);
        return node.documents();
    }
}
