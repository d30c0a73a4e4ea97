package org.snorky.server.transport;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.BackendClient;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.transport.socket.OpenSessions;
import org.snorky.testsupport.wire.Bindings;
import org.snorky.testsupport.wire.WireExample;
import org.snorky.testsupport.wire.WireStep;
import tools.jackson.databind.JsonNode;

/** One wire example, played with real clients against a running server. */
final class WireConversation implements AutoCloseable {

    /** Services handle their messages in order, so that what one of them answers here is after all before. */
    private static final List<String> SERVICES = List.of("pubsub", "chat", "messaging", "cursors", "datasync", "probe");

    private final RunningServer server;
    private final WireExample example;
    private final Bindings bindings = new Bindings();
    private final Map<String, SocketClient> clients = new HashMap<>();

    WireConversation(RunningServer server, WireExample example) {
        this.server = server;
        this.example = example;
    }

    void play() {
        for (WireStep step : example.steps()) {
            if (step instanceof WireStep.Backend backend) {
                ask(backend);
            } else if (step instanceof WireStep.OfClient ofClient) {
                play(ofClient, clients.computeIfAbsent(ofClient.client(), this::connect));
            }
        }
    }

    private SocketClient connect(String name) {
        JsonNode identity = example.identityOf(name);
        SocketClient client = SocketClient.connect(
                server.frontend("ws", "/ws"),
                identity.isNull() ? Map.of() : Map.of(IdentityFilter.HEADER, identity.stringValue()));
        // The handshake is answered before the session counts; a message is answered after.
        client.call("snorky", "ping", "{}");
        return client;
    }

    private void play(WireStep.OfClient step, SocketClient client) {
        if (step instanceof WireStep.Sends sends) {
            client.send(bindings.resolve(sends.message()).toString());
        } else if (step instanceof WireStep.SendsText sends) {
            client.send(sends.text());
        } else if (step instanceof WireStep.Gets gets) {
            bindings.match(gets.message(), client.next());
        } else if (step instanceof WireStep.GetsNothing) {
            passBarrier(client);
        } else {
            disconnect(step.client(), client);
        }
    }

    private void passBarrier(SocketClient client) {
        for (String service : SERVICES) {
            client.send(
                    "{\"service\":\"%s\",\"message\":{\"command\":\"-\",\"callId\":\"barrier\"}}".formatted(service));
            JsonNode answer = client.next();
            if (!answer.at("/message/callId").asString("").equals("barrier")) {
                throw new AssertionError("expected nothing but was " + answer);
            }
        }
    }

    private void disconnect(String name, SocketClient client) {
        OpenSessions sessions = server.bean(OpenSessions.class);
        int before = sessions.size();
        client.close();
        await().until(() -> sessions.size() < before);
        clients.remove(name);
    }

    private void ask(WireStep.Backend step) {
        WireStep.BackendRequest request = step.request();
        String key =
                switch (request.key()) {
                    case RIGHT -> RunningServer.KEY;
                    case WRONG -> "not-the-key-of-this-server";
                    case NONE -> null;
                };
        HttpResponse<String> response = BackendClient.send(
                server.management(bindings.resolvePath(request.path())), request.method(), key, body(request));
        JsonNode answer = response.body().isEmpty() ? null : WireJson.mapper().readTree(response.body());
        step.answer()
                .check(
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(null),
                        answer,
                        bindings);
    }

    private @Nullable String body(WireStep.BackendRequest request) {
        return request.body() == null
                ? request.bodyText()
                : bindings.resolve(request.body()).toString();
    }

    /** Leaves the server as it was: no client of this example is there for the next. */
    @Override
    public void close() {
        List.copyOf(clients.keySet()).forEach(name -> disconnect(name, clients.get(name)));
    }
}
