package org.snorky.server.pubsub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.WireJson;
import org.snorky.server.compact.CompactSet;
import org.snorky.server.history.ChannelLog;
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
 * Channels and their subscribers.
 *
 * <ol>
 *   <li>All subscribers of a channel get its messages in one order.
 *   <li>A subscriber gets what is published after its subscription was answered and before it ends, each message once.
 *   <li>Where the answer has a history, each message of the channel is either in it, or comes afterwards, or lies before what
 *       was asked for or before what is kept; of the last the answer tells.
 *   <li>Where the log says that messages may have been lost, the channel's subscribers are told so.
 * </ol>
 *
 * The order is the {@link ChannelLog}'s. Safe for all threads: one lock holds who has subscribed, and under it messages are
 * only queued.
 */
public final class PubSub {

    /** The service whose messages subscribers get, however a message was published. */
    static final String SERVICE = "pubsub";

    private final Map<JsonKey, Channel> channels = new HashMap<>();
    private final Map<ClientSession, Set<Channel>> subscriptions = new HashMap<>();
    private final int maxChannelsPerClient;
    private final ChannelLog log;
    private final HistoryPolicy kept;
    private final Counter published;

    /**
     * @param log heard by this from now on
     * @param kept which channels keep what is published
     */
    public PubSub(int maxChannelsPerClient, ChannelLog log, HistoryPolicy kept, MeterRegistry meters) {
        this.maxChannelsPerClient = maxChannelsPerClient;
        this.log = log;
        this.kept = kept;
        this.published = meters.counter("snorky.pubsub.published");
        meters.gauge("snorky.pubsub.channels", this, PubSub::channelCount);
        log.hear(new Told());
    }

    /** Answers before anything that is published afterwards: with null, or with the history that the client wants. */
    void subscribe(ClientSession client, JsonNode channel, @Nullable ReadFrom from, Reply reply) {
        JsonKey key = JsonKey.of(channel);
        checkMaySubscribe(client, key);
        log.follow(key, from, history -> {
            add(client, key);
            if (history == null) {
                reply.send(null);
            } else {
                Excerpt excerpt = history.within(client.remainingCapacity() / 2);
                reply.sendUtf8(
                        excerpt.writeTo(new JsonBytes().syntax("{")).syntax("}").toUtf8());
            }
        });
    }

    private synchronized void checkMaySubscribe(ClientSession client, JsonKey channel) {
        Set<Channel> mine = subscriptions.getOrDefault(client, Set.of());
        Channel known = channels.get(channel);
        if (known != null && mine.contains(known)) {
            throw new RpcException("Already subscribed", ErrorCode.ALREADY_SUBSCRIBED);
        }
        if (mine.size() >= maxChannelsPerClient) {
            throw new RpcException("Too many channels", ErrorCode.TOO_MANY_CHANNELS);
        }
    }

    private synchronized void add(ClientSession client, JsonKey key) {
        Channel joined = channels.computeIfAbsent(key, Channel::new);
        joined.subscribers().add(client);
        subscriptions.put(client, CompactSet.with(subscriptions.getOrDefault(client, Set.of()), joined));
    }

    void unsubscribe(ClientSession client, JsonNode channel) {
        JsonKey key = JsonKey.of(channel);
        if (remove(client, key)) {
            log.leave(key);
        }
    }

    /** Tells whether it was the last one there. */
    private synchronized boolean remove(ClientSession client, JsonKey key) {
        Channel left = channels.get(key);
        Set<Channel> mine = subscriptions.getOrDefault(client, Set.of());
        if (left == null || !mine.contains(left)) {
            throw new RpcException("Not subscribed", ErrorCode.NOT_SUBSCRIBED);
        }
        Set<Channel> others = CompactSet.without(mine, left);
        if (others.isEmpty()) {
            subscriptions.remove(client);
        } else {
            subscriptions.put(client, others);
        }
        return isLastOf(client, left);
    }

    void disconnected(ClientSession client) {
        lost(client).forEach(log::leave);
    }

    /** Gives the channels where it was the last one. */
    private synchronized List<JsonKey> lost(ClientSession client) {
        List<JsonKey> empty = new ArrayList<>();
        for (Channel channel : Objects.requireNonNullElse(subscriptions.remove(client), Set.<Channel>of())) {
            if (isLastOf(client, channel)) {
                empty.add(channel.name());
            }
        }
        return empty;
    }

    private boolean isLastOf(ClientSession client, Channel channel) {
        channel.subscribers().remove(client);
        return channel.subscribers().isEmpty() && channels.remove(channel.name(), channel);
    }

    /**
     * Sends a message to all subscribers of a channel.
     *
     * @throws org.snorky.protocol.ProtocolException {@code unavailable} if it was not sent, {@code timeout} if it may have been
     */
    public void publish(JsonNode channel, JsonNode message) {
        JsonKey key = JsonKey.of(channel);
        boolean keep = kept.keeps(SERVICE, channel);
        byte[] json = JsonBytes.of(WireJson.mapper()
                .createObjectNode()
                .put("type", "message")
                .set("channel", channel)
                .set("message", message));
        log.say(key, json, keep);
        published.increment();
    }

    /** How many channels have a subscriber. */
    public synchronized int channelCount() {
        return channels.size();
    }

    /** What the log tells, told to the subscribers. */
    private final class Told implements ChannelLog.Listener {

        @Override
        public void heard(JsonKey channel, @Nullable Position position, byte[] json) {
            synchronized (PubSub.this) {
                Channel here = channels.get(channel);
                if (here != null) {
                    OutboundMessage outbound = OutboundMessage.ofUtf8(
                            SERVICE, new JsonBytes().value(position == null ? json : new Kept(position, json).json()));
                    here.subscribers().forEach(client -> client.send(outbound));
                }
            }
        }

        @Override
        public void missed(JsonKey channel, Position goesOnBehind) {
            synchronized (PubSub.this) {
                Channel here = channels.get(channel);
                if (here != null) {
                    byte[] name = channel.canonicalJson().getBytes(StandardCharsets.UTF_8);
                    OutboundMessage gap = Gap.message(SERVICE, name, goesOnBehind);
                    here.subscribers().forEach(client -> client.send(gap));
                }
            }
        }

        @Override
        public boolean wants(JsonKey channel) {
            synchronized (PubSub.this) {
                return channels.containsKey(channel);
            }
        }
    }
}
