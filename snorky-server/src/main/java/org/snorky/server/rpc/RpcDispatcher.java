package org.snorky.server.rpc;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.RpcMessages;
import org.snorky.protocol.WireJson;
import org.snorky.server.service.Concurrency;
import org.snorky.server.service.Service;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service whose messages are calls of commands; every call is answered once.
 *
 * <p>Each call is timed as {@code snorky.rpc}, by service, command and outcome ({@code success} or the failure's code).
 */
public final class RpcDispatcher implements Service {

    private static final Logger log = LoggerFactory.getLogger(RpcDispatcher.class);

    private final String name;
    private final Concurrency concurrency;
    private final Map<String, CommandMethod> commands;
    private final Consumer<Client> onConnected;
    private final Consumer<Client> onDisconnected;
    private final MeterRegistry meters;

    RpcDispatcher(
            String name,
            Concurrency concurrency,
            Map<String, CommandMethod> commands,
            Consumer<Client> onConnected,
            Consumer<Client> onDisconnected,
            MeterRegistry meters) {
        this.name = name;
        this.concurrency = concurrency;
        this.commands = commands;
        this.onConnected = onConnected;
        this.onDisconnected = onDisconnected;
        this.meters = meters;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Concurrency concurrency() {
        return concurrency;
    }

    @Override
    public void connected(ClientSession session) {
        onConnected.accept(new Client(session, name));
    }

    @Override
    public void disconnected(ClientSession session) {
        onDisconnected.accept(new Client(session, name));
    }

    @Override
    public void received(ClientSession session, JsonNode message) {
        JsonNode command = message.get("command");
        if (command == null || !command.isString()) {
            reply(
                    session,
                    RpcMessages.failure(RpcMessages.callId(message), "Malformed message", ErrorCode.MALFORMED_MESSAGE));
            return;
        }
        CommandMethod method = commands.get(command.stringValue());
        if (method == null) {
            reply(
                    session,
                    RpcMessages.failure(RpcMessages.callId(message), "Unknown command", ErrorCode.UNKNOWN_COMMAND));
            return;
        }
        call(session, command.stringValue(), method, message);
    }

    private void call(ClientSession session, String command, CommandMethod method, JsonNode message) {
        Timer.Sample started = Timer.start(meters);
        JsonNode callId = RpcMessages.callId(message);
        JsonNode params = message.has("params")
                ? message.get("params")
                : WireJson.mapper().createObjectNode();
        Reply reply = new Reply(session, name, callId);
        try {
            Object result = method.call(new Client(session, name), reply, params);
            if (method.repliesItself()) {
                reply.checkGiven();
                time(command, "success", started);
            } else if (result instanceof CompletionStage<?> later) {
                later.whenComplete((value, failure) -> finish(session, command, callId, value, failure, started));
            } else {
                finish(session, command, callId, result, null, started);
            }
        } catch (Exception failure) {
            if (reply.isGiven()) {
                log.error("Command {} of service {} failed after it had answered", command, name, failure);
                time(command, ErrorCode.INTERNAL_ERROR, started);
            } else {
                finish(session, command, callId, null, failure, started);
            }
        }
    }

    private void finish(
            ClientSession session,
            String command,
            @Nullable JsonNode callId,
            @Nullable Object result,
            @Nullable Throwable failure,
            Timer.Sample started) {
        ObjectNode reply = failure == null ? success(command, callId, result) : failure(command, callId, failure);
        time(command, reply.path("code").asString("success"), started);
        reply(session, reply);
    }

    private void time(String command, String outcome, Timer.Sample started) {
        started.stop(meters.timer("snorky.rpc", "service", name, "command", command, "outcome", outcome));
    }

    private ObjectNode success(String command, @Nullable JsonNode callId, @Nullable Object result) {
        try {
            return RpcMessages.response(callId, WireJson.mapper().valueToTree(result));
        } catch (RuntimeException unwritable) {
            return failure(command, callId, unwritable);
        }
    }

    private ObjectNode failure(String command, @Nullable JsonNode callId, Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof ProtocolException meant) {
            ObjectNode reply = RpcMessages.failure(callId, meant.getMessage(), meant.code());
            String pointer = meant.pointer();
            if (pointer != null && !pointer.isEmpty()) {
                reply.put("pointer", pointer);
            }
            return meant instanceof InvalidParamsException invalid ? reply.put("detail", invalid.detail()) : reply;
        }
        log.error("Command {} of service {} failed", command, name, failure);
        return RpcMessages.failure(callId, "Internal error", ErrorCode.INTERNAL_ERROR);
    }

    private void reply(ClientSession session, ObjectNode reply) {
        session.send(OutboundMessage.of(name, reply));
    }

    @Override
    public String toString() {
        return "service " + name;
    }
}
