package org.snorky.server.cursors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A client of {@link Documents}, and the cursors of others that it knows of from what it was told, which must make sense. */
public final class ClientView {

    private final Documents documents;
    private final RecordingSession session = new RecordingSession();
    private final Map<String, Map<Long, JsonNode>> known = new HashMap<>();
    private final Map<String, Map<Long, Integer>> own = new HashMap<>();
    private final List<String> heard = new ArrayList<>();
    private final Set<Long> everRemoved = new HashSet<>();

    public ClientView(Documents documents) {
        this.documents = documents;
    }

    public static Cursor cursor(int position) {
        byte[] json = Integer.toString(position).getBytes(StandardCharsets.UTF_8);
        return new Cursor(
                json, "\"idle\"".getBytes(StandardCharsets.UTF_8), "\"ann\"".getBytes(StandardCharsets.UTF_8));
    }

    public ClientSession session() {
        return session;
    }

    public boolean isIn(String document) {
        return own.containsKey(document);
    }

    /** The answer is queued as a message, so that its place among the others is told too. */
    public void enter(String document) {
        documents.enter(
                session,
                key(document),
                StringNode.valueOf(document),
                there -> session.send(OutboundMessage.ofUtf8(
                        Cursors.SERVICE,
                        new JsonBytes()
                                .syntax("{\"type\":\"entered\",\"document\":")
                                .value(JsonBytes.of(StringNode.valueOf(document)))
                                .syntax(",\"cursors\":")
                                .list(there)
                                .syntax("}"))));
        own.put(document, new TreeMap<>());
    }

    public void exit(String document) {
        listen();
        documents.exit(
                session,
                key(document),
                Objects.requireNonNull(own.remove(document)).keySet());
        listen();
        known.remove(document);
    }

    /** Gives the handle. */
    public long add(String document, int position) {
        long handle = documents.add(session, key(document), cursor(position)).orElseThrow();
        own(document).put(handle, position);
        return handle;
    }

    public void move(String document, long handle, int position) {
        documents.update(key(document), handle, cursor(position));
        own(document).put(handle, position);
    }

    public void remove(String document, long handle) {
        own(document).remove(handle);
        documents.remove(key(document), handle);
    }

    /** Where its own cursors are. */
    public Map<Long, Integer> own(String document) {
        return own.getOrDefault(document, new TreeMap<>());
    }

    /** What kinds of messages it has been sent, but for the answers to entering. */
    public List<String> heard() {
        listen();
        return heard;
    }

    public Collection<JsonNode> cursors(String document) {
        listen();
        return known.getOrDefault(document, Map.of()).values();
    }

    /** Where the cursors of others are, by handle. */
    public Map<Long, Integer> positions(String document) {
        Map<Long, Integer> positions = new TreeMap<>();
        cursors(document)
                .forEach(cursor -> positions.put(
                        cursor.get("publicHandle").longValue(),
                        cursor.get("position").intValue()));
        return positions;
    }

    private void listen() {
        session.all().stream()
                .map(envelope -> Objects.requireNonNull(envelope.get("message")))
                .forEach(this::take);
    }

    private void take(JsonNode message) {
        String type = message.get("type").stringValue();
        if (type.equals("entered")) {
            Map<Long, JsonNode> there = new TreeMap<>();
            message.get("cursors")
                    .forEach(cursor -> there.put(cursor.get("publicHandle").longValue(), cursor));
            known.put(message.get("document").stringValue(), there);
            return;
        }
        heard.add(type);
        JsonNode cursor = Objects.requireNonNull(message.get("cursor"));
        Map<Long, JsonNode> there =
                Objects.requireNonNull(known.get(cursor.get("document").stringValue()), "not there: " + message);
        long handle = cursor.get("publicHandle").longValue();
        switch (type) {
            case "cursorAdded" -> assertThat(there.put(handle, cursor)).as(type).isNull();
            case "cursorUpdated" ->
                assertThat(there.replace(handle, cursor)).as(type).isNotNull();
            case "cursorRemoved" -> {
                assertThat(there.remove(handle)).as(type).isNotNull();
                everRemoved.add(handle);
            }
            default ->
                throw new AssertionError("Unexpected: " + WireJson.mapper().writeValueAsString(message));
        }
    }

    /** Whether it was told that a cursor is gone, even if it came back. */
    public boolean hasEverLost(long handle) {
        listen();
        return everRemoved.contains(handle);
    }

    private static JsonKey key(String document) {
        return JsonKey.of(StringNode.valueOf(document));
    }
}
