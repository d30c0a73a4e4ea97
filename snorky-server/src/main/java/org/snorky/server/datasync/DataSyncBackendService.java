package org.snorky.server.datasync;

import org.snorky.protocol.ChangeReader;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItemReader;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.ServiceRegistry;
import tools.jackson.databind.JsonNode;

/** Authorising and publishing, for trusted applications. */
@SnorkyService(value = "datasync_backend", registry = ServiceRegistry.BACKEND)
public final class DataSyncBackendService {

    private final DataSync dataSync;

    public DataSyncBackendService(DataSync dataSync) {
        this.dataSync = dataSync;
    }

    /** Answers the token. */
    @RpcCommand
    String authorizeSubscription(JsonNode items) {
        return dataSync.authorize(SubscriptionItemReader.readAll(items, "/items"), null)
                .token();
    }

    @RpcCommand
    void publishDeltas(JsonNode deltas) {
        dataSync.publish(new DeltaBatch(null, ChangeReader.readAll(deltas, "/deltas")));
    }
}
