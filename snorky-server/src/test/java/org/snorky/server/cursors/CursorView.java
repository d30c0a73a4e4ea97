package org.snorky.server.cursors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One connection, and the cursors of others that it knows of from what it was told, which must make sense. */
final class CursorView {

    private final TestClient client;
    private final Map<Integer, String> calls = new HashMap<>();
    private final Map<String, Map<Long, JsonNode>> documents = new HashMap<>();
    private final Map<Integer, Long> handles = new HashMap<>();
    private final Set<Long> everAdded = new HashSet<>();
    private int lastCall;

    CursorView(TestServer server, String identity) {
        client = server.connect(new RecordingSession(StringNode.valueOf(identity)));
    }

    void join(String document) {
        call("join", document, "\"document\":\"" + document + "\"");
    }

    void leave(String document) {
        call("leave", document, "\"document\":\"" + document + "\"");
    }

    void create(String document, int handle, int position) {
        call(
                "createCursor",
                handle + "",
                "\"document\":\"%s\",\"privateHandle\":%d,\"position\":%d,\"status\":\"idle\""
                        .formatted(document, handle, position));
    }

    void move(int handle, int position) {
        call("updateCursor", "", "\"privateHandle\":%d,\"newData\":{\"position\":%d}".formatted(handle, position));
    }

    void remove(int handle) {
        call("removeCursor", "", "\"privateHandle\":" + handle);
    }

    void disconnect() {
        client.disconnect();
    }

    private void call(String command, String about, String params) {
        calls.put(++lastCall, command + " " + about);
        client.send("{\"service\":\"cursors\",\"message\":{\"command\":\"%s\",\"params\":{%s},\"callId\":%d}}"
                .formatted(command, params, lastCall));
    }

    /** Takes what has come since the last time. */
    void listen() {
        client.all().forEach(this::take);
    }

    private void take(JsonNode message) {
        String type = message.get("type").stringValue();
        if (type.equals("response")) {
            String[] call = Objects.requireNonNull(
                            calls.get(message.get("callId").intValue()))
                    .split(" ");
            answered(call, message.get("data"));
            return;
        }
        JsonNode cursor = Objects.requireNonNull(message.get("cursor"), message::toString);
        Map<Long, JsonNode> there =
                Objects.requireNonNull(documents.get(cursor.get("document").stringValue()), "not there: " + message);
        long handle = cursor.get("publicHandle").longValue();
        switch (type) {
            case "cursorAdded" -> {
                assertThat(everAdded.add(handle)).isTrue();
                there.put(handle, cursor);
            }
            case "cursorUpdated" -> assertThat(there.replace(handle, cursor)).isNotNull();
            case "cursorRemoved" -> assertThat(there.remove(handle)).isNotNull();
            default -> throw new AssertionError("Unexpected: " + message);
        }
    }

    private void answered(String[] call, JsonNode data) {
        switch (call[0]) {
            case "join" -> {
                Map<Long, JsonNode> there = new TreeMap<>();
                data.get("cursors")
                        .forEach(cursor -> there.put(cursor.get("publicHandle").longValue(), cursor));
                assertThat(documents.put(call[1], there)).isNull();
            }
            case "leave" -> assertThat(documents.remove(call[1])).isNotNull();
            case "createCursor" -> handles.put(Integer.valueOf(call[1]), data.longValue());
            default -> {}
        }
    }

    /** The positions of the cursors of others in a document, by public handle. */
    Map<Long, Integer> positions(String document) {
        Map<Long, Integer> positions = new TreeMap<>();
        Objects.requireNonNull(documents.get(document))
                .forEach((handle, cursor) ->
                        positions.put(handle, cursor.get("position").intValue()));
        return positions;
    }

    long publicHandle(int handle) {
        return Objects.requireNonNull(handles.get(handle));
    }
}
