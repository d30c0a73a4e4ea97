package org.snorky.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snorky.server.session.RecordingSession;
import org.snorky.testsupport.wire.Bindings;
import org.snorky.testsupport.wire.WireExample;
import org.snorky.testsupport.wire.WireExamples;
import org.snorky.testsupport.wire.WireStep;
import tools.jackson.databind.JsonNode;

/** The examples of the wire, played against the services without a transport. */
class WireExampleTests {

    static Stream<WireExample> examples() {
        return Stream.of(
                        "envelope",
                        "rpc",
                        "pubsub",
                        "chat",
                        "messaging",
                        "cursors",
                        "datasync",
                        "datasync-updates",
                        "datasync-positions",
                        "datasync-resync",
                        "filters",
                        "filters-more",
                        "backend-rpc")
                .flatMap(topic -> WireExamples.load(topic).stream())
                .filter(example -> example.steps().stream().noneMatch(WireExampleTests::needsHttp));
    }

    /** What HTTP itself answers is tested with the transport. */
    private static boolean needsHttp(WireStep step) {
        return step instanceof WireStep.Backend backend
                && (!backend.request().path().equals("/backend")
                        || backend.request().key() != WireStep.Key.RIGHT
                        || backend.request().bodyText() != null
                        || backend.answer().status() != 200);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void serverDoesAsTheExampleSays(WireExample example) {
        TestServer server = new TestServer(Runnable::run, example.server(), new Probe());
        Map<String, TestClient> clients = new HashMap<>();
        Bindings bindings = new Bindings();
        for (WireStep step : example.steps()) {
            if (step instanceof WireStep.Backend backend) {
                JsonNode body = Objects.requireNonNull(backend.request().body());
                JsonNode answer = server.askBackend(bindings.resolve(body));
                bindings.matchMembers(Objects.requireNonNull(backend.answer().body()), Objects.requireNonNull(answer));
            } else if (step instanceof WireStep.OfClient ofClient) {
                TestClient client = clients.computeIfAbsent(
                        ofClient.client(), name -> server.connect(new RecordingSession(example.identityOf(name))));
                if (play(ofClient, client, bindings)) {
                    clients.remove(ofClient.client());
                }
            }
        }
    }

    /** Plays a step, and tells whether the client is gone after it. */
    private static boolean play(WireStep.OfClient step, TestClient client, Bindings bindings) {
        if (step instanceof WireStep.Sends sends) {
            client.send(bindings.resolve(sends.message()).toString());
        } else if (step instanceof WireStep.SendsText sends) {
            client.send(sends.text());
        } else if (step instanceof WireStep.Gets gets) {
            JsonNode message = client.session().next();
            assertThat(message).as("a message like %s", gets.message()).isNotNull();
            bindings.matchMembers(gets.message(), Objects.requireNonNull(message));
        } else if (step instanceof WireStep.GetsNothing) {
            assertThat(client.session().all()).isEmpty();
        } else {
            client.disconnect();
        }
        return step instanceof WireStep.Disconnects;
    }
}
