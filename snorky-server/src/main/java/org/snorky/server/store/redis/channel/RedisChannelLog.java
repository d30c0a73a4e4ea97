package org.snorky.server.store.redis.channel;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.history.ChannelLog;
import org.snorky.server.history.Excerpt;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.position.Position;
import org.snorky.server.store.redis.link.Beats;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.link.RedisLink;

/** The channels of all nodes that share a Redis. */
public final class RedisChannelLog implements ChannelLog {

    private final ChannelScripts scripts;
    private final Feeds<Feed> feeds;
    private final KeptBytes keptBytes;
    private final Beats beats = new Beats();
    private @Nullable Listener listener;

    /**
     * @param service names the keys, and is the same on all nodes
     * @param bounds of what is kept; the same on all nodes
     */
    public RedisChannelLog(RedisLink link, String service, HistoryBounds bounds, ChannelThreads threads) {
        this.scripts = new ChannelScripts(link, bounds);
        this.keptBytes = new KeptBytes(link, service);
        this.feeds = new Feeds<>(link, scripts, threads, new ChannelNames(link.keys(), service), new Told());
    }

    @Override
    public void hear(Listener listener) {
        this.listener = listener;
    }

    private Listener listener() {
        return Objects.requireNonNull(listener, "nobody hears");
    }

    @Override
    public void say(JsonKey channel, byte[] message, boolean keep) {
        append(channel, message, keep);
    }

    /** The position behind it, or null where nobody can want it. */
    @Nullable Position append(JsonKey channel, byte[] message, boolean keep) {
        Asked asked = feeds.asked(channel);
        Event said = scripts.say(asked, message, keep);
        if (said == null) {
            return null;
        }
        feeds.arrive(channel, said);
        return said.place().position();
    }

    @Override
    public void follow(JsonKey channel, @Nullable ReadFrom from, Consumer<@Nullable Excerpt> begin) {
        feeds.begin(channel, (feed, asked) -> scripts.follow(asked, from, false), (feed, state) -> {
            if (from == null) {
                begin.accept(null);
            } else {
                feed.setRead();
                begin.accept(state.historyWith(feed.recent(), from.after() == null));
            }
        });
    }

    @Override
    public void leave(JsonKey channel) {
        feeds.leave(channel);
    }

    /** Memory that all histories take, estimated; asks Redis, and gives what it said last where it does not answer. */
    public long keptBytes() {
        return keptBytes.now();
    }

    /** Looks for what is missing, now and then; to be called with each heartbeat. Blocks. */
    public void beat() {
        if (beats.isDue()) {
            feeds.beat();
        }
    }

    private final class Told implements Feeds.Follower<Feed> {

        @Override
        public Feed feed(JsonKey channel, ChannelName name) {
            return new Feed(channel, name);
        }

        @Override
        public void happened(Feed feed, Event event) {
            listener().heard(feed.channel(), feed.positionOf(event), event.body());
        }

        @Override
        public void missed(Feed feed, Place goesOnBehind) {
            listener().missed(feed.channel(), goesOnBehind.position());
        }

        @Override
        public State look(Feed feed, Asked asked) {
            return scripts.follow(asked, null, false);
        }

        @Override
        public boolean reached(Feed feed, State state) {
            return false;
        }

        @Override
        public boolean wants(Feed feed) {
            return listener().wants(feed.channel());
        }
    }
}
