package org.snorky.server.test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.service.Connection;
import org.snorky.server.session.CloseReason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One client of a {@link ServiceTester}. */
public final class TestedClient {

    private static final AtomicLong CALLS = new AtomicLong();

    private final TestedSession session;
    private final Connection connection;
    private final String service;

    TestedClient(TestedSession session, Connection connection, String service) {
        this.session = session;
        this.connection = connection;
        this.service = service;
    }

    /** The same client, talking to another of the tester's services. */
    public TestedClient at(String otherService) {
        return new TestedClient(session, connection, otherService);
    }

    /** Calls a command without parameters, as {@link #call(String, Object)} does. */
    public JsonNode call(String command) {
        return call(command, Map.of());
    }

    /**
     * Calls a command that succeeds.
     *
     * @param params turned to JSON: a map, a record, a {@link JsonNode}
     * @return what it replies; a null node where it returns nothing
     * @throws AssertionError if it fails, or does not answer before it returns
     */
    public JsonNode call(String command, Object params) {
        return start(command, params).data();
    }

    /** Calls a command without parameters, as {@link #start(String, Object)} does. */
    public StartedCall start(String command) {
        return start(command, Map.of());
    }

    /** Calls a command, which may fail or answer later. */
    public StartedCall start(String command, Object params) {
        long callId = CALLS.incrementAndGet();
        StartedCall call = new StartedCall(service + "." + command);
        session.expect(callId, call);
        ObjectNode message = WireJson.mapper().createObjectNode().put("command", command);
        message.set("params", ServiceTester.json(params));
        send(message.put("callId", callId));
        return call;
    }

    /** Sends any message to the service; what it answers is among what is {@link #received}. */
    public void send(Object message) {
        ObjectNode envelope = WireJson.mapper().createObjectNode().put("service", service);
        envelope.set("message", ServiceTester.json(message));
        connection.receive(WireJson.mapper().writeValueAsString(envelope));
    }

    /**
     * Takes what the service has sent besides replies to calls, oldest first; the next time only what came since. What
     * comes after the client is gone is not among it.
     */
    public List<JsonNode> received() {
        return session.take(service);
    }

    /** Disconnects, of which the services hear. Once is enough. */
    public void disconnect() {
        session.disconnect();
        connection.close();
    }

    /** Why a service has closed the connection, or null if none has; {@link #disconnect} is still to be called then. */
    public @Nullable CloseReason closed() {
        return session.closed();
    }

    @Override
    public String toString() {
        return session.toString();
    }
}
