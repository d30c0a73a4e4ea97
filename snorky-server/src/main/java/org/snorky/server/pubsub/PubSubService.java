package org.snorky.server.pubsub;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientDisconnected;
import org.snorky.server.rpc.NameLimit;
import org.snorky.server.rpc.Reply;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.Concurrency;
import tools.jackson.databind.JsonNode;

/**
 * Publish and subscribe, for browsers. Its clients run beside each other, so that a policy that takes its time holds up nobody
 * else.
 */
@SnorkyService(value = PubSub.SERVICE, concurrency = Concurrency.PER_SESSION)
public final class PubSubService {

    private final PubSub pubSub;
    private final SubscribePolicy subscribing;
    private final PublishPolicy publishing;
    private final NameLimit channels;

    public PubSubService(PubSub pubSub, SubscribePolicy subscribing, PublishPolicy publishing, NameLimit channels) {
        this.pubSub = pubSub;
        this.subscribing = subscribing;
        this.publishing = publishing;
        this.channels = channels;
    }

    /** Answers null, or, where a position was given, the history behind it. */
    @RpcCommand
    void subscribe(Client client, JsonNode channel, @Nullable JsonNode position, Reply reply) {
        ReadFrom from = ReadFrom.of(position);
        channels.check(channel);
        allow(subscribing.maySubscribe(client, channel));
        pubSub.subscribe(client.session(), channel, from, reply);
    }

    @RpcCommand
    void unsubscribe(Client client, JsonNode channel) {
        pubSub.unsubscribe(client.session(), channel);
    }

    @RpcCommand
    void publish(Client client, JsonNode channel, JsonNode message) {
        channels.check(channel);
        allow(publishing.mayPublish(client, channel, message));
        pubSub.publish(channel, message);
    }

    @ClientDisconnected
    void disconnected(Client client) {
        pubSub.disconnected(client.session());
    }

    private static void allow(boolean allowed) {
        if (!allowed) {
            throw new RpcException("Not authorized", ErrorCode.NOT_AUTHORIZED);
        }
    }
}
