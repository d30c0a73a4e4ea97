package org.snorky.server.store.redis.channel;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.server.history.ChannelLog;
import org.snorky.server.history.ChannelLogContract;
import org.snorky.server.store.redis.RedisExtension;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;

/** Two nodes on one Redis. */
class RedisChannelLogTests extends ChannelLogContract {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    @Override
    protected List<ChannelLog> newLogs() {
        RedisSettings settings = TestLink.ofItsOwn(TestLink.SETTINGS);
        return List.of(newLog(settings), newLog(settings));
    }

    private static ChannelLog newLog(RedisSettings settings) {
        return redis.closing(new ChannelNode(redis.port(), settings, BOUNDS)).log;
    }
}
