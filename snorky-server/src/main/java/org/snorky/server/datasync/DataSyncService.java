package org.snorky.server.datasync;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientDisconnected;
import org.snorky.server.rpc.NameLimit;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.Concurrency;
import tools.jackson.databind.JsonNode;

/** Subscriptions, for browsers: a token is exchanged for deltas. */
@SnorkyService(value = DataSync.SERVICE, concurrency = Concurrency.PER_SESSION)
public final class DataSyncService {

    private static final NameLimit TAGS = new NameLimit(500);

    private final Acquisition acquisition;
    private final PositionWaits waits;
    private final NameLimit tags;

    public DataSyncService(DataSync dataSync) {
        this(dataSync, TAGS);
    }

    /** @param tags how long a tag may be, which is kept and comes back in each delta */
    public DataSyncService(DataSync dataSync, NameLimit tags) {
        this.acquisition = dataSync.acquisition();
        this.waits = dataSync.waits();
        this.tags = tags;
    }

    /** Answers null, or, where a position was given, the one up to which the client now has everything. */
    @RpcCommand
    CompletionStage<@Nullable Map<String, String>> acquireSubscription(
            Client client, JsonNode token, @Nullable String tag, @Nullable JsonNode position) {
        if (tag != null) {
            tags.check(tag);
        }
        return acquisition
                .acquire(client.session(), text(token), tag, position)
                .thenApply(reached -> position == null ? null : Map.of("position", reached.toString()));
    }

    @RpcCommand
    void cancelSubscription(Client client, JsonNode token) {
        acquisition.cancel(client.session(), text(token));
    }

    /** Answers null once the client has been sent everything up to the position. */
    @RpcCommand
    CompletionStage<@Nullable Void> awaitPosition(Client client, String position) {
        return waits.begin(client.session(), position);
    }

    @ClientDisconnected
    void disconnected(Client client) {
        waits.disconnected(client.session());
        acquisition.disconnected(client.session());
    }

    private static String text(JsonNode token) {
        if (!token.isString()) {
            throw new RpcException("token must be string", ErrorCode.INVALID_TOKEN);
        }
        return token.stringValue();
    }
}
