package org.snorky.server.datasync;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snorky.server.TestClient;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;

/** A client that fetches a list with a token, follows it, is cut off, and comes back at whichever node. */
final class TwoNodesClient {

    private final TwoNodesRun run;
    private final boolean resumable;
    private final Map<Integer, Integer> rows = new TreeMap<>();
    private @Nullable RecordingSession session;
    private @Nullable TestClient connection;
    private @Nullable String token;
    private @Nullable String position;
    private boolean following;
    private boolean acquiring;

    TwoNodesClient(TwoNodesRun run, boolean resumable) {
        this.run = run;
        this.resumable = resumable;
    }

    boolean isResumable() {
        return resumable;
    }

    void act(Random random, TwoNodes.Node node) {
        read();
        if (connection == null) {
            connect(node);
        } else if (random.nextInt(6) == 0) {
            disconnect();
        }
        if (connection != null && token == null) {
            fetch(node);
        }
        if (connection != null && token != null && !following && !acquiring) {
            acquire(connection, token);
        }
    }

    private void connect(TwoNodes.Node node) {
        session = new RecordingSession();
        connection = node.server.connect(session);
    }

    private void disconnect() {
        if (connection != null) {
            connection.disconnect();
        }
        gone();
    }

    /** What had not arrived never does. */
    private void gone() {
        connection = null;
        session = null;
        following = false;
        acquiring = false;
        if (!resumable) {
            token = null;
        }
    }

    private void fetch(TwoNodes.Node node) {
        try {
            String authorized = node.authorize(null, TwoNodes.ALL);
            run.authorized(authorized);
            token = authorized;
            position = null;
            rows.clear();
            rows.putAll(run.committed());
        } catch (UnavailableException without) {
            run.note("fetch " + without.code());
        }
    }

    private void acquire(TestClient to, String acquired) {
        acquiring = true;
        String given = position == null ? "null" : "\"" + position + "\"";
        to.send("""
            {"service":"datasync","message":{"command":"acquireSubscription","callId":"%s",
             "params":{"token":"%s","tag":"%s"%s}}}\
            """.formatted(acquired, acquired, acquired, resumable ? ",\"position\":" + given : ""));
        read();
    }

    /** Takes what has arrived. */
    void read() {
        RecordingSession from = session;
        if (from == null || connection == null) {
            return;
        }
        from.all().forEach(envelope -> take(envelope.get("message")));
        if (from.closed() != null) {
            run.note("plain closed");
            connection.disconnect();
            gone();
        }
    }

    private void take(JsonNode message) {
        switch (message.get("type").stringValue()) {
            case "delta" -> delta(message);
            case "resync" -> {
                run.note("resync " + message.get("reason").stringValue());
                if (message.get("token").stringValue().equals(token)) {
                    forget();
                }
            }
            case "error" -> refused(message);
            case "response" -> {
                if (message.get("callId").asString().equals(token)) {
                    run.note(position == null ? "acquired" : "resumed");
                    acquiring = false;
                    following = true;
                    position = resumable ? message.at("/data/position").stringValue() : null;
                }
            }
            default -> {}
        }
    }

    private void refused(JsonNode message) {
        String code = message.get("code").stringValue();
        run.note("refused " + code);
        if (message.get("callId").asString().equals(token)) {
            acquiring = false;
            if (!code.equals("unavailable")) {
                forget();
            }
        }
    }

    private void forget() {
        token = null;
        position = null;
        following = false;
        acquiring = false;
    }

    private void delta(JsonNode message) {
        JsonNode delta = message.get("delta");
        String tag = delta.get("tag").stringValue();
        run.note("delta");
        switch (delta.get("type").stringValue()) {
            case "insert" -> row(tag, delta.get("data"));
            case "update" -> row(tag, delta.get("newData"));
            default -> {
                if (tag.equals(token)) {
                    rows.remove(delta.at("/data/id").intValue());
                }
            }
        }
        if (tag.equals(token) && resumable) {
            position = message.get("position").stringValue();
        }
    }

    private void row(String tag, JsonNode row) {
        int value = row.get("value").intValue();
        run.delivered(tag, value);
        if (tag.equals(token)) {
            rows.put(row.get("id").intValue(), value);
        }
    }

    /** Takes over what another one follows, whose page may be dead or alive. */
    void become(TwoNodesClient other) {
        other.read();
        if (other.token != null && connection != null && other.following) {
            disconnect();
            token = other.token;
            position = other.position;
            rows.clear();
            rows.putAll(other.rows);
        }
    }

    /** Whether it would tell who looks at it that this is all there is, though it was told of what it can be told. */
    boolean believesToBeLive(Set<String> revoked) {
        return connection != null && following && (resumable || !revoked.contains(token));
    }

    Map<Integer, Integer> rows() {
        return new HashMap<>(rows);
    }

    @Override
    public String toString() {
        return (resumable ? "client" : "plain client") + " with " + token + " from " + position;
    }
}
