package org.snorky.server.pubsub;

import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.ServiceRegistry;
import tools.jackson.databind.JsonNode;

/** Publishing by trusted applications. */
@SnorkyService(value = "pubsub_backend", registry = ServiceRegistry.BACKEND)
public final class PubSubBackendService {

    private final PubSub pubSub;

    public PubSubBackendService(PubSub pubSub) {
        this.pubSub = pubSub;
    }

    @RpcCommand
    void publish(JsonNode channel, JsonNode message) {
        pubSub.publish(channel, message);
    }
}
