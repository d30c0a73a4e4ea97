package org.snorky.server.store.redis.presence;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.server.cursors.Documents;
import org.snorky.server.cursors.DocumentsContract;
import org.snorky.server.store.redis.RedisExtension;
import org.snorky.server.store.redis.link.TestLink;

class RedisDocumentsTests extends DocumentsContract {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    @Override
    protected Documents newDocuments() {
        return redis.closing(new PresenceNode(redis.port(), TestLink.ofItsOwn(TestLink.SETTINGS), MAX_CURSORS))
                .documents();
    }
}
