package org.snorky.server.chat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.server.history.Excerpt;
import org.snorky.server.history.Gap;
import org.snorky.server.history.HistoryPolicy;
import org.snorky.server.history.Kept;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.position.Position;
import org.snorky.server.rpc.Reply;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/**
 * Channels, who is in them, and what is said there.
 *
 * <ol>
 *   <li>All clients in a channel get what is said there, and who comes and goes, in one order. A client gets what lies behind
 *       the answer to its joining and before the answer to its leaving, each message once; the sender's own clients get it too.
 *   <li>An identity is a member from when its first client joins until its last one leaves, or until the grace is over after
 *       its last one disconnected. If a client of it joins before that, it has been a member all along.
 *   <li>The members in the answer to joining, and each presence after it, make up the members at every moment: one {@code
 *       joined} and one {@code left} in turn for each other identity. Nobody hears of the presence of its own.
 *   <li>Where the answer to joining has a history, each message of the channel is either in it, or comes afterwards, or lies
 *       before what was asked for or before what is kept; of the last the answer tells.
 *   <li>That a channel was read is told to the other clients of the reader's identity in it, and to nobody else.
 *   <li>Where the rooms say that something may have been lost, the clients there are told so.
 * </ol>
 *
 * Who is a member, and in which order things happen, is for the {@link Rooms}; the chat knows the clients that this process
 * has there, and those who are away. Safe for all threads: one lock holds that, and under it messages are only queued.
 */
public final class Chat {

    /** The service whose messages members get. */
    static final String SERVICE = "chat";

    private final Map<JsonKey, Room> here = new HashMap<>();
    private final Map<ClientSession, Map<JsonKey, Member>> joined = new HashMap<>();
    private final Absences absences;
    private final ChatSettings settings;
    private final Rooms rooms;
    private final HistoryPolicy kept;
    private final Counter said;
    private int members;

    /**
     * @param rooms heard by this chat from now on
     * @param kept which channels keep what is said
     * @param ticker the time by which members are away
     */
    public Chat(ChatSettings settings, Rooms rooms, HistoryPolicy kept, Ticker ticker, MeterRegistry meters) {
        this.settings = settings;
        this.rooms = rooms;
        this.kept = kept;
        this.absences = new Absences(settings.presenceGrace(), settings.maxAbsences(), ticker);
        this.said = meters.counter("snorky.chat.messages");
        meters.gauge("snorky.chat.channels", this, Chat::channelCount);
        meters.gauge("snorky.chat.members", this, Chat::memberCount);
        meters.gauge("snorky.chat.members.absent", this, Chat::absentCount);
        rooms.hear(new Told());
    }

    /** Answers with the members, and the history that the client wants, before anything that it is to hear afterwards. */
    void join(ClientSession client, JsonNode channel, @Nullable ReadFrom from, Reply reply) {
        JsonKey key = JsonKey.of(channel);
        checkMayJoin(client, key);
        Identity identity = Identity.of(Objects.requireNonNull(client.identity()));
        rooms.enter(key, identity, from, entered -> {
            begin(client, new Room(key, channel), identity);
            reply.sendUtf8(answer(entered, client));
        });
    }

    private synchronized void checkMayJoin(ClientSession client, JsonKey channel) {
        Map<JsonKey, Member> mine = joined.getOrDefault(client, Map.of());
        if (mine.containsKey(channel)) {
            throw new RpcException("Already joined", ErrorCode.ALREADY_JOINED);
        }
        if (mine.size() >= settings.maxChannelsPerClient()) {
            throw new RpcException("Too many channels", ErrorCode.TOO_MANY_CHANNELS);
        }
    }

    /** @param ifNew the room, if nobody of this process is in it yet */
    private synchronized void begin(ClientSession client, Room ifNew, Identity identity) {
        Room room = here.computeIfAbsent(ifNew.key(), absent -> ifNew);
        Member member = room.find(identity);
        if (member == null) {
            member = room.add(identity);
            members++;
        } else {
            absences.end(member);
        }
        member.add(client);
        joined.computeIfAbsent(client, absent -> new HashMap<>()).put(room.key(), member);
    }

    private static byte[] answer(Rooms.Entered entered, ClientSession client) {
        JsonBytes answer = new JsonBytes().syntax("{\"members\":").list(entered.members());
        Excerpt history = entered.history();
        if (history != null) {
            history.within(client.remainingCapacity() / 2).writeTo(answer.syntax(","));
        }
        return answer.syntax("}").toUtf8();
    }

    void leave(ClientSession client, JsonNode channel) {
        Member member = remove(client, channel);
        if (member != null) {
            rooms.exit(member.room().key(), member.identity());
        }
    }

    /** Gives the member that has no client here any more, if so. */
    private synchronized @Nullable Member remove(ClientSession client, JsonNode channel) {
        Member member = member(client, channel);
        Map<JsonKey, Member> mine = joined.getOrDefault(client, Map.of());
        mine.remove(member.room().key());
        if (mine.isEmpty()) {
            joined.remove(client);
        }
        member.remove(client);
        if (member.hasClients()) {
            return null;
        }
        drop(member);
        return member;
    }

    void disconnected(ClientSession client) {
        lost(client).forEach(member -> rooms.exit(member.room().key(), member.identity()));
    }

    /** Gives the members that have no client here any more, and are not away. */
    private synchronized List<Member> lost(ClientSession client) {
        Map<JsonKey, Member> mine = joined.remove(client);
        if (mine == null) {
            return List.of();
        }
        List<Member> lost = new ArrayList<>();
        for (Member member : mine.values()) {
            member.remove(client);
            if (!member.hasClients() && !absences.begin(member)) {
                drop(member);
                lost.add(member);
            }
        }
        return lost;
    }

    private void drop(Member member) {
        Room room = member.room();
        room.remove(member);
        members--;
        if (room.isEmpty()) {
            here.remove(room.key());
        }
    }

    /** Lets those leave who were away for too long; to be called several times in each grace. */
    public void endAbsences() {
        over().forEach(member -> rooms.exit(member.room().key(), member.identity()));
    }

    private synchronized List<Member> over() {
        List<Member> over = absences.over();
        over.forEach(this::drop);
        return over;
    }

    /** @throws RpcException {@code Not joined} */
    synchronized void checkJoined(ClientSession client, JsonNode channel) {
        member(client, channel);
    }

    void send(ClientSession client, JsonNode channel, JsonNode body) {
        byte[] open = ChatMessages.open(Objects.requireNonNull(client.identity()), channel, body);
        boolean keep = kept.keeps(SERVICE, channel);
        checkJoined(client, channel);
        rooms.say(JsonKey.of(channel), now -> ChatMessages.said(open, now), keep);
        said.increment();
    }

    void read(ClientSession client, JsonNode channel) {
        Identity reader;
        synchronized (this) {
            reader = member(client, channel).identity();
        }
        rooms.read(JsonKey.of(channel), reader, client.id());
    }

    private Member member(ClientSession client, JsonNode channel) {
        Member member = joined.getOrDefault(client, Map.of()).get(JsonKey.of(channel));
        if (member == null) {
            throw new RpcException("Not joined", ErrorCode.NOT_JOINED);
        }
        return member;
    }

    /** How many channels have members of this process. */
    public synchronized int channelCount() {
        return here.size();
    }

    /** How many members this process has in all channels together. */
    public synchronized int memberCount() {
        return members;
    }

    /** How many of them are away. */
    public synchronized int absentCount() {
        return absences.count();
    }

    /** What happens in the rooms, told to the clients that are there. */
    private final class Told implements Rooms.Listener {

        @Override
        public void joined(JsonKey room, Identity who, Instant at) {
            presence(room, who, "joined", at);
        }

        @Override
        public void left(JsonKey room, Identity who, Instant at) {
            presence(room, who, "left", at);
        }

        private void presence(JsonKey key, Identity who, String status, Instant at) {
            synchronized (Chat.this) {
                Room room = here.get(key);
                if (room != null) {
                    room.sendToOthers(who, ChatMessages.presence(who, room, status, at));
                }
            }
        }

        @Override
        public void said(JsonKey key, @Nullable Position position, byte[] message) {
            synchronized (Chat.this) {
                Room room = here.get(key);
                if (room != null) {
                    byte[] json = position == null ? message : new Kept(position, message).json();
                    room.send(OutboundMessage.ofUtf8(SERVICE, new JsonBytes().value(json)));
                }
            }
        }

        @Override
        public void read(JsonKey key, Identity reader, @Nullable String client, Instant at) {
            synchronized (Chat.this) {
                Room room = here.get(key);
                Member member = room == null ? null : room.find(reader);
                if (room != null && member != null) {
                    member.sendToOthers(client, ChatMessages.read(room, at));
                }
            }
        }

        @Override
        public void missed(JsonKey key, Position goesOnBehind) {
            synchronized (Chat.this) {
                Room room = here.get(key);
                if (room != null) {
                    room.send(Gap.message(SERVICE, room.channel(), goesOnBehind));
                }
            }
        }

        @Override
        public boolean wants(JsonKey key, Identity identity) {
            synchronized (Chat.this) {
                Room room = here.get(key);
                return room != null && room.find(identity) != null;
            }
        }
    }
}
