package org.snorky.server.store.redis.presence;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.server.messaging.Names;
import org.snorky.server.messaging.NamesContract;
import org.snorky.server.store.redis.RedisExtension;
import org.snorky.server.store.redis.link.TestLink;

class RedisNamesTests extends NamesContract {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    @Override
    protected Names newNames() {
        return redis.closing(new PresenceNode(redis.port(), TestLink.ofItsOwn(TestLink.SETTINGS), MAX_NAMES))
                .names();
    }
}
