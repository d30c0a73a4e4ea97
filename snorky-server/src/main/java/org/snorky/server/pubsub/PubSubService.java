package org.snorky.server.pubsub;

import org.snorky.protocol.ErrorCode;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientDisconnected;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.rpc.SnorkyService;
import tools.jackson.databind.JsonNode;

/** Publish and subscribe, for browsers. */
@SnorkyService(PubSub.SERVICE)
public final class PubSubService {

    private final PubSub pubSub;
    private final PublishPolicy policy;

    public PubSubService(PubSub pubSub, PublishPolicy policy) {
        this.pubSub = pubSub;
        this.policy = policy;
    }

    @RpcCommand
    void subscribe(Client client, JsonNode channel) {
        pubSub.subscribe(client.session(), channel);
    }

    @RpcCommand
    void unsubscribe(Client client, JsonNode channel) {
        pubSub.unsubscribe(client.session(), channel);
    }

    @RpcCommand
    void publish(Client client, JsonNode channel, JsonNode message) {
        if (!policy.mayPublish(client, channel, message)) {
            throw new RpcException("Not authorized", ErrorCode.NOT_AUTHORIZED);
        }
        pubSub.publish(channel, message);
    }

    @ClientDisconnected
    void disconnected(Client client) {
        pubSub.disconnected(client.session());
    }
}
