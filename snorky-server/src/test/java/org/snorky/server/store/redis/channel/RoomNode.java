package org.snorky.server.store.redis.channel;

import java.time.Clock;
import org.snorky.protocol.JsonKey;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;

/** A node of the tests, of which only the rooms are there, and which goes by the name that the test gives it. */
public final class RoomNode implements AutoCloseable {

    private final TestLink link;
    private final RedisRooms rooms;
    private final ChannelThreads threads;
    private volatile int generation;

    public RoomNode(int port, RedisSettings settings, HistoryBounds bounds, int maxMembers) {
        link = TestLink.to(port, settings);
        threads = new ChannelThreads(TestLink.threads("snorky-rooms"));
        rooms = new RedisRooms(link.link(), "chat", bounds, maxMembers, this::id, threads, Clock.systemUTC());
    }

    public RedisRooms rooms() {
        return rooms;
    }

    public RedisLink link() {
        return link.link();
    }

    public String id() {
        return link.link().node() + "." + generation;
    }

    /** Looks for what is missing from now on. */
    public void beat() {
        link.link().everyBeat(rooms::beat);
    }

    /** Goes on under another name. */
    public void comeBack() {
        generation++;
        rooms.assertUnder(id());
    }

    /** How many members Redis knows. */
    public long count(JsonKey room) {
        ChannelName name = new ChannelNames(link.link().keys(), "chat").of(room);
        return link.link()
                .ask("HLEN", link.link().keys().of("chat", name.bucket(), "m:" + name.digest()))
                .number(0);
    }

    @Override
    public void close() {
        threads.close();
        link.close();
    }
}
