package org.snorky.server.store.redis.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.server.history.ChannelHistory;
import org.snorky.server.history.ChannelHistoryContract;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.store.redis.RedisExtension;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;

class RedisChannelHistoryTests extends ChannelHistoryContract {

    private static final RedisSettings ONE_BUCKET =
            new RedisSettings("snorky", Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(1), 1);

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final List<ChannelNode> nodes = new ArrayList<>();

    @Override
    protected ChannelHistory newHistory() {
        ChannelNode node = redis.closing(new ChannelNode(
                redis.port(),
                TestLink.ofItsOwn(ONE_BUCKET),
                new HistoryBounds(MAX_COUNT, MAX_BYTES, MAX_TOTAL_BYTES, MAX_AGE)));
        nodes.add(node);
        return node.asHistory();
    }

    @Override
    protected void advance(Duration time) {
        nodes.forEach(node -> node.advance(time));
    }
}
