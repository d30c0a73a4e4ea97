package org.snorky.server.chat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.server.history.ChannelHistory;
import org.snorky.server.history.Excerpt;
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
 * </ol>
 *
 * Safe for all threads: one lock holds the order, and under it messages are only queued.
 */
public final class Chat {

    /** The service whose messages members get. */
    static final String SERVICE = "chat";

    private final Map<JsonKey, Room> rooms = new HashMap<>();
    private final Map<ClientSession, Map<JsonKey, Member>> joined = new HashMap<>();
    private final Absences absences;
    private final ChatMessages messages;
    private final ChatSettings settings;
    private final ChannelHistory history;
    private final HistoryPolicy kept;
    private final Counter said;
    private int members;

    /**
     * @param kept which channels keep what is said
     * @param ticker the time by which members are away
     */
    public Chat(
            ChatSettings settings,
            ChannelHistory history,
            HistoryPolicy kept,
            InstantSource clock,
            Ticker ticker,
            MeterRegistry meters) {
        this.settings = settings;
        this.history = history;
        this.kept = kept;
        this.absences = new Absences(settings.presenceGrace(), settings.maxAbsences(), ticker);
        this.messages = new ChatMessages(clock);
        this.said = meters.counter("snorky.chat.messages");
        meters.gauge("snorky.chat.channels", this, Chat::channelCount);
        meters.gauge("snorky.chat.members", this, Chat::memberCount);
        meters.gauge("snorky.chat.members.absent", this, Chat::absentCount);
    }

    /** Answers with the members, and the history that the client wants, before anything that it is to hear afterwards. */
    synchronized void join(ClientSession client, JsonNode channel, @Nullable ReadFrom from, Reply reply) {
        JsonKey key = JsonKey.of(channel);
        Map<JsonKey, Member> mine = joined.getOrDefault(client, Map.of());
        if (mine.containsKey(key)) {
            throw new RpcException("Already joined", ErrorCode.ALREADY_JOINED);
        }
        if (mine.size() >= settings.maxChannelsPerClient()) {
            throw new RpcException("Too many channels", ErrorCode.TOO_MANY_CHANNELS);
        }
        Member member = enter(rooms.getOrDefault(key, new Room(channel)), Objects.requireNonNull(client.identity()));
        member.add(client);
        joined.computeIfAbsent(client, absent -> new HashMap<>()).put(key, member);
        JsonBytes answer =
                new JsonBytes().syntax("{\"members\":").list(member.room().identities());
        if (from != null) {
            Excerpt excerpt = history.read(key, from.after()).within(client.remainingCapacity() / 2);
            excerpt.writeTo(answer.syntax(","));
        }
        reply.sendUtf8(answer.syntax("}").toUtf8());
    }

    private Member enter(Room room, JsonNode identity) {
        Member known = room.find(identity);
        if (known != null) {
            absences.end(known);
            return known;
        }
        if (room.size() >= settings.maxMembersPerChannel()) {
            throw new RpcException("Too many members", ErrorCode.TOO_MANY_MEMBERS);
        }
        Member member = room.add(identity);
        members++;
        rooms.put(room.key(), room);
        room.sendToOthers(member, messages.presence(member, "joined"));
        return member;
    }

    synchronized void leave(ClientSession client, JsonNode channel) {
        Member member = member(client, channel);
        Map<JsonKey, Member> mine = joined.getOrDefault(client, Map.of());
        mine.remove(member.room().key());
        if (mine.isEmpty()) {
            joined.remove(client);
        }
        member.remove(client);
        if (!member.hasClients()) {
            exit(member);
        }
    }

    synchronized void disconnected(ClientSession client) {
        Map<JsonKey, Member> mine = joined.remove(client);
        if (mine != null) {
            mine.values().forEach(member -> lose(member, client));
        }
    }

    private void lose(Member member, ClientSession client) {
        member.remove(client);
        if (!member.hasClients() && !absences.begin(member)) {
            exit(member);
        }
    }

    private void exit(Member member) {
        Room room = member.room();
        room.remove(member);
        members--;
        if (room.size() == 0) {
            rooms.remove(room.key());
            history.release(room.key());
        } else {
            room.send(messages.presence(member, "left"));
        }
    }

    /** Lets those leave who were away for too long; to be called several times in each grace. */
    public synchronized void endAbsences() {
        absences.over().forEach(this::exit);
    }

    /** @throws RpcException {@code Not joined} */
    synchronized void checkJoined(ClientSession client, JsonNode channel) {
        member(client, channel);
    }

    void send(ClientSession client, JsonNode channel, JsonNode body) {
        byte[] open = ChatMessages.open(Objects.requireNonNull(client.identity()), channel, body);
        boolean keep = kept.keeps(SERVICE, channel);
        synchronized (this) {
            Room room = member(client, channel).room();
            byte[] message = messages.said(open);
            Position position = history.append(room.key(), message, keep);
            room.send(OutboundMessage.ofUtf8(
                    SERVICE, new JsonBytes().value(position == null ? message : new Kept(position, message).json())));
        }
        said.increment();
    }

    synchronized void read(ClientSession client, JsonNode channel) {
        Member member = member(client, channel);
        member.sendToOthers(client, messages.read(member.room()));
    }

    private Member member(ClientSession client, JsonNode channel) {
        Member member = joined.getOrDefault(client, Map.of()).get(JsonKey.of(channel));
        if (member == null) {
            throw new RpcException("Not joined", ErrorCode.NOT_JOINED);
        }
        return member;
    }

    /** How many channels have members. */
    public synchronized int channelCount() {
        return rooms.size();
    }

    /** How many members all channels have together. */
    public synchronized int memberCount() {
        return members;
    }

    /** How many of them are away. */
    public synchronized int absentCount() {
        return absences.count();
    }
}
