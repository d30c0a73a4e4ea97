package org.snorky.server.pubsub;

import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.Concurrency;
import org.snorky.server.service.ServiceRegistry;
import tools.jackson.databind.JsonNode;

/** Publishing by trusted applications, each call beside the others: one that waits for what servers share holds up no other. */
@SnorkyService(value = "pubsub_backend", registry = ServiceRegistry.BACKEND, concurrency = Concurrency.PER_SESSION)
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
