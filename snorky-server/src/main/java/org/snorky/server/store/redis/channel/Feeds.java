package org.snorky.server.store.redis.channel;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.ProtocolException;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.store.redis.link.Ear;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.Slice;

/**
 * The channels that a node follows.
 *
 * <p>One lock holds their order. Under it nothing waits for Redis: what is asked is asked before, and what came meanwhile is
 * remembered. Missing is noticed in three ways: by a hole between what comes, by a new connection, and by a look at all
 * channels' heads every few seconds, since publishing in Redis reaches whoever happens to be there.
 */
final class Feeds<F extends Feed> {

    private static final Logger log = LoggerFactory.getLogger(Feeds.class);

    /** What was overtaken on its way comes by itself mostly. */
    private static final long HOLE_MILLIS = 50;

    /** What is missing for so long is lost. */
    private static final long ON_ITS_WAY_MILLIS = 500;

    private static final int ATTEMPTS = 5;
    private static final int HEADS = 500;

    /** What a channel is for whoever follows it. */
    interface Follower<F extends Feed> {

        F feed(JsonKey channel, ChannelName name);

        /** Under the lock. */
        void happened(F feed, Event event);

        /** Under the lock. */
        void missed(F feed, Place goesOnBehind);

        /** Reads what the feed has not heard of; blocks. */
        State look(F feed, Asked asked);

        /**
         * Under the lock: the feed has gone on to a state that was read.
         *
         * @return whether to look again
         */
        boolean reached(F feed, State state);

        /** Under the lock. */
        boolean wants(F feed);
    }

    private final Map<JsonKey, F> feeds = new HashMap<>();
    private final RedisLink link;
    private final ChannelScripts scripts;
    private final ChannelThreads threads;
    private final ChannelNames names;
    private final Follower<F> follower;

    Feeds(RedisLink link, ChannelScripts scripts, ChannelThreads threads, ChannelNames names, Follower<F> follower) {
        this.link = link;
        this.scripts = scripts;
        this.threads = threads;
        this.names = names;
        this.follower = follower;
    }

    /** Runs something with nothing heard meanwhile. */
    synchronized <T> T inOrder(Supplier<T> task) {
        return task.get();
    }

    synchronized @Nullable F find(JsonKey channel) {
        return feeds.get(channel);
    }

    synchronized Collection<F> all() {
        return List.copyOf(feeds.values());
    }

    /** What to ask about a channel, be it followed or not. */
    synchronized Asked asked(JsonKey channel) {
        F feed = feeds.get(channel);
        return feed == null ? new Asked(names.of(channel), null) : feed.asked();
    }

    /**
     * Follows a channel from a place on.
     *
     * @param ask reads the channel, several times if need be; blocks
     * @param then called under the lock, where the feed is at the state or somewhat behind it
     */
    void begin(JsonKey channel, BiFunction<F, Asked, State> ask, BiConsumer<F, State> then) {
        F feed = hold(channel);
        try {
            link.await(listening(feed));
            for (int attempt = 1; !begun(feed, ask, then); attempt++) {
                if (attempt == ATTEMPTS) {
                    throw UnavailableException.undone("Too much happens in the channel at once");
                }
            }
        } finally {
            letGo(feed);
        }
    }

    private boolean begun(F feed, BiFunction<F, Asked, State> ask, BiConsumer<F, State> then) {
        Asked asked;
        synchronized (this) {
            asked = feed.asked();
        }
        State state = ask.apply(feed, asked);
        synchronized (this) {
            Place heard = feed.heard();
            boolean overtaken =
                    asked.heard() == null && heard != null && state.head().isBehind(heard);
            if (overtaken) {
                return false;
            }
            awaitWhatIsOnItsWay(feed, state);
            catchUp(feed, state);
            if (feed.hasGapBehind(state.head())) {
                return false;
            }
            then.accept(feed, state);
            return true;
        }
    }

    /** Gives what is missing the time to come by itself, rather than take it for lost. */
    private void awaitWhatIsOnItsWay(F feed, State state) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ON_ITS_WAY_MILLIS);
        long left = ON_ITS_WAY_MILLIS;
        while (left > 0 && feed.wouldMiss(state)) {
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw UnavailableException.undone("Interrupted while waiting for Redis");
            }
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    private synchronized F hold(JsonKey channel) {
        F feed = feeds.computeIfAbsent(channel, absent -> follower.feed(channel, names.of(channel)));
        feed.hold();
        return feed;
    }

    private synchronized void letGo(F feed) {
        feed.letGo();
        dropUnlessWanted(feed);
    }

    /** Follows the channel no more, unless it is wanted. */
    synchronized void leave(JsonKey channel) {
        F feed = feeds.get(channel);
        if (feed != null) {
            dropUnlessWanted(feed);
        }
    }

    private void dropUnlessWanted(F feed) {
        if (!feed.isHeld() && !follower.wants(feed) && feeds.remove(feed.channel(), feed)) {
            link.stop(feed.name().transit());
        }
    }

    /** One at a time, and again where it failed. */
    private synchronized CompletionStage<Void> listening(F feed) {
        CompletionStage<Void> listening = feed.listening();
        if (listening == null || listening.toCompletableFuture().isCompletedExceptionally()) {
            listening = link.listen(feed.name().transit(), new FeedEar(feed));
            feed.listening(listening);
        }
        return listening;
    }

    /** What the node itself did has come. */
    void arrive(JsonKey channel, Event event) {
        F feed = find(channel);
        if (feed != null) {
            arrive(feed, event);
        }
    }

    private void arrive(F feed, Event event) {
        boolean hole;
        synchronized (this) {
            hole = feeds.get(feed.channel()) == feed && feed.arrive(event, sink(feed));
            if (feed.isHeld()) {
                notifyAll();
            }
        }
        if (hole) {
            check(feed, HOLE_MILLIS);
        }
    }

    /** Looks for what is missing, after a while and in another thread. */
    void check(F feed, long millis) {
        synchronized (this) {
            if (feed.setCheckDue(true)) {
                return;
            }
        }
        threads.later(() -> lookAt(feed), millis);
    }

    private void lookAt(F feed) {
        Asked asked;
        synchronized (this) {
            feed.setCheckDue(false);
            asked = feed.asked();
            if (feeds.get(feed.channel()) != feed || asked.heard() == null) {
                return;
            }
        }
        State state;
        try {
            state = follower.look(feed, asked);
        } catch (ProtocolException away) {
            log.debug("Could not look at a channel, to be done again: {}", away.getMessage());
            return;
        }
        synchronized (this) {
            boolean patient = feed.wouldMiss(state) && !feed.wasMissingBefore();
            if (!patient) {
                catchUp(feed, state);
                return;
            }
        }
        check(feed, ON_ITS_WAY_MILLIS);
    }

    private void catchUp(F feed, State state) {
        Feed.Sink sink = sink(feed);
        feed.catchUp(state, sink);
        boolean again = follower.reached(feed, state);
        feed.takeEarly(sink);
        if (again) {
            check(feed, HOLE_MILLIS);
        }
    }

    private Feed.Sink sink(F feed) {
        return new Feed.Sink() {

            @Override
            public void happened(Event event) {
                follower.happened(feed, event);
            }

            @Override
            public void missed(Place goesOnBehind) {
                follower.missed(feed, goesOnBehind);
            }
        };
    }

    /**
     * Looks at the heads of all channels, which thereby live on; to be called several times in the minute for which a channel
     * lives that nobody follows. Blocks.
     *
     * @throws ProtocolException {@code unavailable} or {@code timeout}
     */
    void beat() {
        Collection<F> all = all();
        for (F feed : all) {
            listening(feed);
        }
        for (Slice<F> slice : Slice.of(all, feed -> feed.name().bucket(), HEADS)) {
            compare(slice.things());
        }
    }

    private void compare(List<F> some) {
        List<@Nullable Place> heads =
                scripts.heads(some.stream().map(Feed::name).toList());
        for (int i = 0; i < heads.size(); i++) {
            Place head = heads.get(i);
            F feed = some.get(i);
            Place heard = inOrder(feed::heard);
            if (heard != null && (head == null || head.isBehind(heard))) {
                check(feed, HOLE_MILLIS);
            }
        }
    }

    /** Hands over what the connection brings. */
    private final class FeedEar implements Ear {

        private final F feed;

        FeedEar(F feed) {
            this.feed = feed;
        }

        @Override
        public void heard(byte[] message) {
            if (!threads.inTurn(() -> arrive(feed, Event.published(message)))) {
                check(feed, HOLE_MILLIS);
            }
        }

        @Override
        public void missed() {
            check(feed, 0);
        }
    }
}
