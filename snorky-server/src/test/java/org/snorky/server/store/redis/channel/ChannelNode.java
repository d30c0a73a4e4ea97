package org.snorky.server.store.redis.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.history.ChannelHistory;
import org.snorky.server.history.ChannelLog;
import org.snorky.server.history.Excerpt;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.position.Position;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;

/** A node of the tests, of which only the channels are there. */
final class ChannelNode implements AutoCloseable {

    final TestLink link;
    final RedisChannelLog log;
    private final ChannelThreads threads;

    ChannelNode(int port, RedisSettings settings, HistoryBounds bounds) {
        link = TestLink.to(port, settings);
        threads = new ChannelThreads(TestLink.threads("snorky-channels"));
        log = new RedisChannelLog(link.link(), "pubsub", bounds, threads);
    }

    /** The log as a history, followed by whoever has read it and not released it. */
    ChannelHistory asHistory() {
        Set<JsonKey> followed = ConcurrentHashMap.newKeySet();
        log.hear(new ChannelLog.Listener() {

            @Override
            public void heard(JsonKey channel, @Nullable Position position, byte[] message) {}

            @Override
            public void missed(JsonKey channel, Position goesOnBehind) {}

            @Override
            public boolean wants(JsonKey channel) {
                return followed.contains(channel);
            }
        });
        return new ChannelHistory() {

            @Override
            public @Nullable Position append(JsonKey channel, byte[] message, boolean keep) {
                return log.append(channel, message, keep);
            }

            @Override
            public Excerpt read(JsonKey channel, @Nullable Position after) {
                List<Excerpt> read = new ArrayList<>();
                log.follow(channel, new ReadFrom(after), excerpt -> {
                    followed.add(channel);
                    read.add(Objects.requireNonNull(excerpt));
                });
                return read.get(0);
            }

            @Override
            public void release(JsonKey channel) {
                followed.remove(channel);
                log.leave(channel);
            }
        };
    }

    /** Looks for what is missing from now on. */
    void beat() {
        link.link().everyBeat(log::beat);
    }

    void advance(Duration time) {
        link.advance(time);
    }

    @Override
    public void close() {
        threads.close();
        link.close();
    }
}
