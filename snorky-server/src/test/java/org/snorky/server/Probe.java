package org.snorky.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcParam;
import org.snorky.server.rpc.SnorkyService;
import tools.jackson.databind.JsonNode;

/** The service {@code probe} of the wire examples. */
@SnorkyService("probe")
public class Probe {

    @RpcCommand
    JsonNode echo(JsonNode value) {
        return value;
    }

    @RpcCommand
    CompletionStage<JsonNode> echoLater(JsonNode value) {
        return CompletableFuture.supplyAsync(() -> value, Runnable::run);
    }

    @RpcCommand
    String greet(@RpcParam(defaultValue = "\"world\"") String name) {
        return "Hello, " + name;
    }

    @RpcCommand
    void fail() {
        throw new IllegalStateException("details that clients must not see");
    }

    @RpcCommand
    CompletionStage<Void> failLater() {
        return CompletableFuture.failedFuture(new IllegalStateException("details that clients must not see"));
    }
}
