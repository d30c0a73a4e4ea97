package org.snorky.server;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snorky.server.service.Connection;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;

/** A client of a {@link TestServer}. */
public record TestClient(RecordingSession session, Connection connection) {

    public void send(String text) {
        connection.receive(text);
    }

    /** Calls a command whose reply is the next thing that this client gets. */
    public JsonNode call(String service, String command, String params) {
        send("""
                {"service":"%s","message":{"command":"%s","params":%s,"callId":1}}""".formatted(service, command, params));
        return Objects.requireNonNull(next(), "no answer");
    }

    /** The payload of the next message, or null where there is none. */
    public @Nullable JsonNode next() {
        JsonNode envelope = session.next();
        return envelope == null ? null : envelope.get("message");
    }

    public List<JsonNode> all() {
        return session.all().stream().map(envelope -> envelope.get("message")).toList();
    }

    public void disconnect() {
        connection.close();
    }
}
