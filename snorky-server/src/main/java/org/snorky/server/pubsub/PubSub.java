package org.snorky.server.pubsub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.WireJson;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/**
 * Channels and their subscribers.
 *
 * <ol>
 *   <li>All subscribers of a channel get its messages in one order.
 *   <li>A subscriber gets what is published after its subscription and before it ends, each message once.
 * </ol>
 *
 * Safe for all threads: one lock holds the order, and under it messages are only queued.
 */
public final class PubSub {

    /** The service whose messages subscribers get, however a message was published. */
    static final String SERVICE = "pubsub";

    private final Map<JsonKey, Set<ClientSession>> subscribers = new HashMap<>();
    private final Map<ClientSession, Set<JsonKey>> channels = new HashMap<>();
    private final int maxChannelsPerClient;
    private final Counter published;

    public PubSub(int maxChannelsPerClient, MeterRegistry meters) {
        this.maxChannelsPerClient = maxChannelsPerClient;
        this.published = meters.counter("snorky.pubsub.published");
        meters.gauge("snorky.pubsub.channels", this, PubSub::channelCount);
    }

    synchronized void subscribe(ClientSession client, JsonNode channel) {
        Set<JsonKey> mine = channels.computeIfAbsent(client, absent -> new HashSet<>());
        JsonKey key = JsonKey.of(channel);
        if (mine.contains(key)) {
            throw new RpcException("Already subscribed", ErrorCode.ALREADY_SUBSCRIBED);
        }
        if (mine.size() >= maxChannelsPerClient) {
            throw new RpcException("Too many channels", ErrorCode.TOO_MANY_CHANNELS);
        }
        mine.add(key);
        subscribers.computeIfAbsent(key, absent -> new LinkedHashSet<>()).add(client);
    }

    synchronized void unsubscribe(ClientSession client, JsonNode channel) {
        JsonKey key = JsonKey.of(channel);
        Set<JsonKey> mine = channels.get(client);
        if (mine == null || !mine.remove(key)) {
            throw new RpcException("Not subscribed", ErrorCode.NOT_SUBSCRIBED);
        }
        if (mine.isEmpty()) {
            channels.remove(client);
        }
        leave(client, key);
    }

    synchronized void disconnected(ClientSession client) {
        Set<JsonKey> mine = channels.remove(client);
        if (mine != null) {
            mine.forEach(key -> leave(client, key));
        }
    }

    /** Sends a message to all subscribers of a channel. */
    public void publish(JsonNode channel, JsonNode message) {
        OutboundMessage outbound = OutboundMessage.of(
                SERVICE,
                WireJson.mapper()
                        .createObjectNode()
                        .put("type", "message")
                        .set("channel", channel)
                        .set("message", message));
        published.increment();
        synchronized (this) {
            subscribers.getOrDefault(JsonKey.of(channel), Set.of()).forEach(client -> client.send(outbound));
        }
    }

    /** How many channels have a subscriber. */
    public synchronized int channelCount() {
        return subscribers.size();
    }

    private void leave(ClientSession client, JsonKey key) {
        Set<ClientSession> members = subscribers.get(key);
        if (members != null && members.remove(client) && members.isEmpty()) {
            subscribers.remove(key);
        }
    }
}
