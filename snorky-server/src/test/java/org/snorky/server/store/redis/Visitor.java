package org.snorky.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.snorky.protocol.WireJson;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.identity.ClientAuthenticator;
import org.snorky.server.identity.Handshake;
import org.snorky.server.session.ClientIdentity;
import tools.jackson.databind.JsonNode;

/** A client that says who it is, and keeps what it is told until somebody looks for it. */
final class Visitor implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofMillis(200);

    private final SocketClient socket;
    private final List<JsonNode> told = new ArrayList<>();
    private int lastCall;

    /** Believes everybody. */
    static final class Door implements ClientAuthenticator {

        @Override
        public ClientIdentity authenticate(Handshake handshake) {
            return ClientIdentity.of(String.valueOf(handshake.accessToken()));
        }
    }

    private Visitor(SocketClient socket) {
        this.socket = socket;
    }

    static Visitor at(RunningServer node, String name) {
        return new Visitor(SocketClient.connect(node.frontend("ws", "/ws?access_token=" + name)));
    }

    /** What a call gives, which has to succeed. */
    JsonNode done(String service, String command, String params) {
        JsonNode reply = call(service, command, params);
        assertThat(reply.get("type").stringValue())
                .as(() -> command + ": " + reply)
                .isEqualTo("response");
        return reply.path("data");
    }

    /** The code with which a call fails, as it has to. */
    String refused(String service, String command, String params) {
        JsonNode reply = call(service, command, params);
        assertThat(reply.get("type").stringValue())
                .as(() -> command + ": " + reply)
                .isEqualTo("error");
        return reply.get("code").stringValue();
    }

    JsonNode call(String service, String command, String params) {
        int call = ++lastCall;
        socket.send("""
            {"service":"%s","message":{"command":"%s","params":%s,"callId":%d}}\
            """.formatted(service, command, params, call));
        return next(message -> message.path("callId").asInt() == call);
    }

    /** The first notification of a type, told already or to come, that has what is wanted; it is looked for once only. */
    JsonNode hears(String type, Predicate<JsonNode> what) {
        return next(message -> message.path("type").asString().equals(type) && what.test(message));
    }

    /** Whether such a notification has come, or comes before it is silent for a moment. */
    boolean hasHeard(String type, Predicate<JsonNode> what) {
        for (String text = socket.poll(MOMENT); text != null; text = socket.poll(MOMENT)) {
            told.add(WireJson.mapper().readTree(text).get("message"));
        }
        return told.stream().anyMatch(message -> message.path("type").asString().equals(type) && what.test(message));
    }

    private JsonNode next(Predicate<JsonNode> wanted) {
        for (Iterator<JsonNode> before = told.iterator(); before.hasNext(); ) {
            JsonNode message = before.next();
            if (wanted.test(message)) {
                before.remove();
                return message;
            }
        }
        JsonNode message = socket.next().get("message");
        while (!wanted.test(message)) {
            told.add(message);
            message = socket.next().get("message");
        }
        return message;
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void close() {
        socket.close();
    }
}
