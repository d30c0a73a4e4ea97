package org.snorky.server.pubsub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.WireJson;
import org.snorky.server.compact.CompactSet;
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
 * Channels and their subscribers.
 *
 * <ol>
 *   <li>All subscribers of a channel get its messages in one order.
 *   <li>A subscriber gets what is published after its subscription was answered and before it ends, each message once.
 *   <li>Where the answer has a history, each message of the channel is either in it, or comes afterwards, or lies before what
 *       was asked for or before what is kept; of the last the answer tells.
 * </ol>
 *
 * Safe for all threads: one lock holds the order, and under it messages are only queued.
 */
public final class PubSub {

    /** The service whose messages subscribers get, however a message was published. */
    static final String SERVICE = "pubsub";

    private final Map<JsonKey, Channel> channels = new HashMap<>();
    private final Map<ClientSession, Set<Channel>> subscriptions = new HashMap<>();
    private final int maxChannelsPerClient;
    private final ChannelHistory history;
    private final HistoryPolicy kept;
    private final Counter published;

    /** @param kept which channels keep what is published */
    public PubSub(int maxChannelsPerClient, ChannelHistory history, HistoryPolicy kept, MeterRegistry meters) {
        this.maxChannelsPerClient = maxChannelsPerClient;
        this.history = history;
        this.kept = kept;
        this.published = meters.counter("snorky.pubsub.published");
        meters.gauge("snorky.pubsub.channels", this, PubSub::channelCount);
    }

    /** Answers before anything that is published afterwards: with null, or with the history that the client wants. */
    synchronized void subscribe(ClientSession client, JsonNode channel, @Nullable ReadFrom from, Reply reply) {
        Set<Channel> mine = subscriptions.getOrDefault(client, Set.of());
        JsonKey key = JsonKey.of(channel);
        Channel known = channels.get(key);
        if (known != null && mine.contains(known)) {
            throw new RpcException("Already subscribed", ErrorCode.ALREADY_SUBSCRIBED);
        }
        if (mine.size() >= maxChannelsPerClient) {
            throw new RpcException("Too many channels", ErrorCode.TOO_MANY_CHANNELS);
        }
        Channel joined = channels.computeIfAbsent(key, Channel::new);
        joined.subscribers().add(client);
        subscriptions.put(client, CompactSet.with(mine, joined));
        if (from == null) {
            reply.send(null);
        } else {
            Excerpt excerpt = history.read(key, from.after()).within(client.remainingCapacity() / 2);
            reply.sendUtf8(
                    excerpt.writeTo(new JsonBytes().syntax("{")).syntax("}").toUtf8());
        }
    }

    synchronized void unsubscribe(ClientSession client, JsonNode channel) {
        Channel left = channels.get(JsonKey.of(channel));
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
        leave(client, left);
    }

    synchronized void disconnected(ClientSession client) {
        Set<Channel> mine = subscriptions.remove(client);
        if (mine != null) {
            mine.forEach(channel -> leave(client, channel));
        }
    }

    /** Sends a message to all subscribers of a channel. */
    public void publish(JsonNode channel, JsonNode message) {
        JsonKey key = JsonKey.of(channel);
        boolean keep = kept.keeps(SERVICE, channel);
        byte[] json = JsonBytes.of(WireJson.mapper()
                .createObjectNode()
                .put("type", "message")
                .set("channel", channel)
                .set("message", message));
        published.increment();
        synchronized (this) {
            Position position = history.append(key, json, keep);
            Channel here = channels.get(key);
            if (here != null) {
                OutboundMessage outbound = OutboundMessage.ofUtf8(
                        SERVICE, new JsonBytes().value(position == null ? json : new Kept(position, json).json()));
                here.subscribers().forEach(client -> client.send(outbound));
            }
        }
    }

    /** How many channels have a subscriber. */
    public synchronized int channelCount() {
        return channels.size();
    }

    private void leave(ClientSession client, Channel channel) {
        channel.subscribers().remove(client);
        if (channel.subscribers().isEmpty()) {
            channels.remove(channel.name());
            history.release(channel.name());
        }
    }
}
