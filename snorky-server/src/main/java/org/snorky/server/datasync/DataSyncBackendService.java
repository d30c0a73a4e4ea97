package org.snorky.server.datasync;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ChangeReader;
import org.snorky.protocol.RevocationReader;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItemReader;
import org.snorky.protocol.WireJson;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.ServiceRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Authorising, publishing and revoking, for trusted applications. */
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

    /** Answers how many were cancelled. */
    @RpcCommand
    Map<String, Integer> revokeSubscriptions(
            @Nullable JsonNode token,
            @Nullable JsonNode identity,
            @Nullable JsonNode dealer,
            @Nullable JsonNode query,
            @Nullable JsonNode empty) {
        ObjectNode which = WireJson.mapper().createObjectNode();
        putIfGiven(which, "token", token);
        putIfGiven(which, "identity", identity);
        putIfGiven(which, "dealer", dealer);
        putIfGiven(which, "query", query);
        return Map.of("cancelled", dataSync.revoke(RevocationReader.read(which), RevocationReader.isEmptying(empty)));
    }

    private static void putIfGiven(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value != null) {
            object.set(name, value);
        }
    }

    @RpcCommand
    void publishDeltas(JsonNode deltas) {
        dataSync.publish(new DeltaBatch(null, ChangeReader.readAll(deltas, "/deltas")));
    }
}
