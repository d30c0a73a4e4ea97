package org.snorky.server.store.redis.channel;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.ProtocolException;
import org.snorky.server.chat.Identity;
import org.snorky.server.chat.Rooms;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.history.Excerpt;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.store.redis.link.Beats;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.presence.Tenant;

/**
 * The rooms of all nodes that share a Redis.
 *
 * <p>What a node has in a room is made what the listener wants there, by whoever comes first: an identity that enters, the
 * worker that takes one out, or a heartbeat, since Redis may have been away or may have forgotten. One after the other for each
 * room, so that nothing is taken out that has just come.
 */
public final class RedisRooms implements Rooms, Tenant {

    private static final Logger log = LoggerFactory.getLogger(RedisRooms.class);

    private static final int TURNS = 64;

    private final Lock[] turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toArray(Lock[]::new);
    private final Set<Stay> unsettled = ConcurrentHashMap.newKeySet();
    private final ChannelScripts channels;
    private final RoomScripts scripts;
    private final Feeds<RoomFeed> feeds;
    private final HeldRooms held;
    private final KeptBytes keptBytes;
    private final Beats beats = new Beats();
    private final ChannelThreads threads;
    private final RedisLink link;
    private final Supplier<String> node;
    private final InstantSource clock;
    private @Nullable Listener listener;

    /** An identity in a room. */
    private record Stay(JsonKey room, Identity identity) {}

    /**
     * @param service names the keys, and is the same on all nodes
     * @param bounds of what is kept; the same on all nodes
     * @param maxMembers how many identities one room may have
     * @param node under which id this process has things in Redis at present, as its lease says on which this depends
     */
    public RedisRooms(
            RedisLink link,
            String service,
            HistoryBounds bounds,
            int maxMembers,
            Supplier<String> node,
            ChannelThreads threads,
            InstantSource clock) {
        ChannelNames names = new ChannelNames(link.keys(), service);
        this.link = link;
        this.channels = new ChannelScripts(link, bounds);
        this.scripts = new RoomScripts(channels, maxMembers);
        this.feeds = new Feeds<>(link, channels, threads, names, new Told());
        this.held = new HeldRooms(scripts, names);
        this.keptBytes = new KeptBytes(link, service);
        this.threads = threads;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public void hear(Listener listener) {
        this.listener = listener;
    }

    private Listener listener() {
        return Objects.requireNonNull(listener, "nobody hears");
    }

    @Override
    public void enter(JsonKey room, Identity identity, @Nullable ReadFrom from, Consumer<Entered> begin) {
        inTurn(room, () -> {
            try {
                feeds.begin(room, (feed, asked) -> come(feed, asked, identity, from), (feed, state) -> {
                    Excerpt history = null;
                    if (from != null) {
                        feed.setRead();
                        history = state.historyWith(feed.recent(), from.after() == null);
                    }
                    begin.accept(new Entered(feed.members(), history));
                });
            } catch (ProtocolException notBegun) {
                exit(room, identity);
                throw notBegun;
            }
        });
    }

    /** Has the identity there, if it is not yet, and reads what there is. */
    private State come(RoomFeed feed, Asked asked, Identity identity, @Nullable ReadFrom from) {
        String now = node.get();
        boolean isThere = feeds.inOrder(() -> now.equals(feed.own().get(identity)));
        boolean members = feeds.inOrder(feed::isUnsure);
        if (isThere && asked.heard() != null && from == null && !members) {
            return State.unchanged(asked.heard());
        }
        if (isThere) {
            return channels.follow(asked, from, members);
        }
        State state = scripts.enter(asked, from, members, now, identity);
        if (state == null) {
            throw UnavailableException.undone("This node was taken for gone, and has to be known again first");
        }
        feeds.inOrder(() -> feed.own().put(identity, now));
        return state;
    }

    private void inTurn(JsonKey room, Runnable task) {
        Lock turn = turns[Math.floorMod(room.hashCode(), TURNS)];
        turn.lock();
        try {
            task.run();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void exit(JsonKey room, Identity identity) {
        if (unsettled.add(new Stay(room, identity))) {
            threads.later(this::settle, 0);
        }
    }

    /** Has the node have there whom it is to have; what fails is done again with the next heartbeat. */
    private void settle() {
        for (Stay stay : List.copyOf(unsettled)) {
            try {
                unsettled.remove(stay);
                inTurn(stay.room(), () -> settle(stay));
            } catch (ProtocolException away) {
                unsettled.add(stay);
                log.debug("Rooms could not be told what this node has there, to be done again: {}", away.getMessage());
                return;
            }
        }
    }

    private void settle(Stay stay) {
        boolean wanted = listener().wants(stay.room(), stay.identity());
        RoomFeed feed = feeds.find(stay.room());
        String under = feed == null ? null : feeds.inOrder(() -> feed.own().get(stay.identity()));
        if (wanted && !node.get().equals(under)) {
            feeds.begin(stay.room(), (there, asked) -> come(there, asked, stay.identity(), null), (there, state) -> {});
        } else if (!wanted && feed != null && under != null) {
            scripts.exit(
                    feeds.asked(stay.room()),
                    under,
                    ChannelName.digest(stay.identity().key()));
            feeds.inOrder(() -> feed.own().remove(stay.identity()));
            feeds.leave(stay.room());
        }
    }

    @Override
    public void say(JsonKey room, Function<Instant, byte[]> message, boolean keep) {
        Event said = channels.say(feeds.asked(room), message.apply(clock.instant()), keep);
        if (said != null) {
            feeds.arrive(room, said);
        }
    }

    @Override
    public void read(JsonKey room, Identity reader, String client) {
        byte[] body = new ReadMark(link.node(), client, reader.json()).toBytes();
        feeds.arrive(room, scripts.note(feeds.asked(room), Event.Kind.READ, body));
    }

    /** Memory that all histories take, estimated; asks Redis, and gives what it said last where it does not answer. */
    public long keptBytes() {
        return keptBytes.now();
    }

    /** Does again what could not be done, and looks for what is missing now and then. */
    @Override
    public void beat() {
        settle();
        if (!beats.isDue()) {
            return;
        }
        feeds.beat();
        held.compare(node.get(), feeds.all(), feeds).forEach(lost -> exit(lost.room(), lost.identity()));
    }

    @Override
    public void reap(String dead) {
        held.reap(dead);
    }

    @Override
    public void assertUnder(String present) {
        for (RoomFeed feed : feeds.all()) {
            feeds.inOrder(() -> List.copyOf(feed.own().keySet())).forEach(identity -> exit(feed.channel(), identity));
        }
    }

    private final class Told implements Feeds.Follower<RoomFeed> {

        @Override
        public RoomFeed feed(JsonKey room, ChannelName name) {
            return new RoomFeed(room, name);
        }

        @Override
        public void happened(RoomFeed feed, Event event) {
            JsonKey room = feed.channel();
            switch (event.kind()) {
                case KEPT, SAID -> listener().said(room, feed.positionOf(event), event.body());
                case JOINED -> {
                    Identity who = RoomFeed.identity(event.body());
                    if (feed.add(who)) {
                        listener().joined(room, who, event.at());
                    }
                }
                case LEFT -> {
                    Identity who = RoomFeed.identity(event.body());
                    if (feed.remove(who)) {
                        listener().left(room, who, event.at());
                    }
                }
                case READ -> {
                    ReadMark mark = ReadMark.of(event.body());
                    String client = mark.node().equals(link.node()) ? mark.client() : null;
                    listener().read(room, RoomFeed.identity(mark.identity()), client, event.at());
                }
            }
        }

        @Override
        public void missed(RoomFeed feed, Place goesOnBehind) {
            boolean forgotten = feed.isInAnotherEpoch();
            feed.doubt(forgotten);
            if (forgotten) {
                threads.later(
                        () -> {
                            feeds.inOrder(() -> {
                                feed.forgiveNoMore();
                                return feed;
                            });
                            feeds.check(feed, 0);
                        },
                        link.settings().lease().toMillis());
            }
            listener().missed(feed.channel(), goesOnBehind.position());
        }

        @Override
        public State look(RoomFeed feed, Asked asked) {
            return channels.follow(asked, null, feeds.inOrder(feed::isUnsure));
        }

        @Override
        public boolean reached(RoomFeed feed, State state) {
            List<State.Joined> members = state.members();
            if (feed.isUnsure() && members != null && state.head().equals(feed.heard())) {
                RoomFeed.Difference difference = feed.become(members);
                Instant now = clock.instant();
                difference.joined().forEach(who -> listener().joined(feed.channel(), who, now));
                difference.left().forEach(who -> listener().left(feed.channel(), who, now));
            }
            return feed.isUnsure();
        }

        @Override
        public boolean wants(RoomFeed feed) {
            return !feed.own().isEmpty();
        }
    }
}
