package org.snorky.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snorky.protocol.Change;
import org.snorky.protocol.ChangeReader;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.RevocationReader;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.testsupport.wire.BackendAnswer;
import org.snorky.testsupport.wire.Bindings;
import org.snorky.testsupport.wire.WireExample;
import org.snorky.testsupport.wire.WireExamples;
import org.snorky.testsupport.wire.WireStep;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The client in the part of each backend of the wire examples, before a server that answers as the examples say. */
class WireExampleTests {

    /** What a typed client can say at all: not what is malformed. */
    private record Exchange(WireExample example, WireStep.Backend step) {
        @Override
        public String toString() {
            return example + " " + step.request().method() + " "
                    + step.request().path();
        }
    }

    static Stream<Exchange> exchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        for (String topic : List.of("backend-rest", "backend-rpc")) {
            for (WireExample example : WireExamples.load(topic)) {
                for (WireStep step : example.steps()) {
                    if (step instanceof WireStep.Backend backend && call(backend.request()) != null) {
                        exchanges.add(new Exchange(example, backend));
                    }
                }
            }
        }
        return exchanges.stream();
    }

    @Test
    void sayWhatAClientCanSay() {
        assertThat(exchanges().count()).isGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void areSpokenByTheClient(Exchange exchange) throws IOException {
        Bindings bindings = new Bindings();
        WireStep.BackendRequest request = exchange.step.request();
        JsonNode body = request.body() == null ? null : bindings.resolveInventing(request.body());
        String path = path(request.path(), bindings);
        BackendAnswer answer = exchange.step.answer();
        try (ScriptedBackend server = new ScriptedBackend()) {
            respond(server, answer, bindings);
            SnorkyClientBuilder builder =
                    SnorkyClient.builder().url(server.url()).retries(0);
            if (request.key() != WireStep.Key.NONE) {
                builder.key(request.key() == WireStep.Key.RIGHT ? "right" : "wrong");
            }
            Call call = call(new WireStep.BackendRequest(request.method(), path, request.key(), body, null));
            check(answer, bindings, () -> call.on(builder.build()));

            ScriptedBackend.Request sent = server.requests().get(0);
            assertThat(sent.method()).isEqualTo(request.method());
            assertThat(sent.path()).isEqualTo(path);
            if (body != null) {
                bindings.match(comparable(body), comparable(sent.json()));
            }
        }
    }

    @FunctionalInterface
    private interface Call {
        @Nullable JsonNode on(SnorkyClient client);
    }

    private static String path(String path, Bindings bindings) {
        Matcher names = Pattern.compile("\\{\\$(\\w+)}").matcher(path);
        while (names.find()) {
            bindings.resolveInventing(WireJson.mapper().getNodeFactory().stringNode("$" + names.group(1)));
        }
        return bindings.resolvePath(path);
    }

    private static void respond(ScriptedBackend server, BackendAnswer answer, Bindings bindings) {
        JsonNode problem = answer.problem();
        JsonNode body = problem == null ? answer.body() : problem;
        server.answers(
                answer.status(),
                problem == null ? "application/json" : "application/problem+json",
                body == null ? "" : bindings.resolveInventing(body).toString());
    }

    private static void check(BackendAnswer answer, Bindings bindings, Supplier<@Nullable JsonNode> call) {
        JsonNode body = answer.body();
        JsonNode failure =
                body != null && body.path("message").path("type").asString("").equals("error")
                        ? body.path("message")
                        : answer.problem();
        if (failure != null || answer.status() >= 400) {
            SnorkyServerException thrown = catchThrowableOfType(SnorkyServerException.class, call::get);
            assertThat(thrown).isNotNull();
            checkFailure(failure, failure == answer.problem(), thrown);
            return;
        }
        JsonNode result = call.get();
        if (result != null && body != null) {
            JsonNode expected = body.has("message") ? body.path("message").path("data") : body;
            bindings.match(expected, result);
        }
    }

    private static void checkFailure(@Nullable JsonNode expected, boolean problem, SnorkyServerException thrown) {
        if (expected == null) {
            return;
        }
        if (expected.has("code")) {
            assertThat(thrown.code()).isEqualTo(expected.path("code").stringValue());
        }
        String text = expected.path(problem ? "detail" : "message").asString("");
        if (!problem && expected.has("detail")) {
            assertThat(thrown.detail()).isNotEmpty();
        }
        if (!text.isEmpty()) {
            assertThat(thrown).hasMessage(text);
        }
        if (expected.has("pointer")) {
            assertThat(thrown.pointer()).isEqualTo(expected.path("pointer").stringValue());
        }
    }

    /** The call that makes this request; null if the client has none. */
    private static @Nullable Call call(WireStep.BackendRequest request) {
        JsonNode body = request.body();
        if (request.bodyText() != null) {
            return null;
        }
        String path = request.path();
        if (request.method().equals("DELETE") && path.startsWith("/backend/subscriptions/")) {
            return client -> {
                // An unknown token is no failure of the client's.
                if (!client.cancel(path.substring("/backend/subscriptions/".length()))) {
                    throw new SnorkyServerException("No such subscription", "no_such_subscription", null, 404, null);
                }
                return null;
            };
        }
        if (body == null || !request.method().equals("POST")) {
            return null;
        }
        return switch (path) {
            case "/backend/deltas" -> deltas(body);
            case "/backend/subscriptions" -> subscription(body);
            case "/backend/revocations" -> revocation(body);
            case "/backend/publications" ->
                body.has("channel") && body.has("message") && body.size() == 2
                        ? client -> {
                            client.publish(body.get("channel"), body.get("message"));
                            return null;
                        }
                        : null;
            case "/backend" -> rpc(body);
            default -> null;
        };
    }

    private static @Nullable Call deltas(JsonNode body) {
        JsonNode batchId = body.path("batchId");
        List<Change> changes;
        try {
            changes = ChangeReader.readAll(body.isArray() ? body : body.path("deltas"), "");
        } catch (ProtocolException inexpressible) {
            return null;
        }
        DeltaBatch batch = new DeltaBatch(batchId.isString() ? batchId.stringValue() : null, changes);
        return client -> WireJson.mapper().createObjectNode().put("position", client.publish(batch));
    }

    private static @Nullable Call subscription(JsonNode body) {
        List<SubscriptionItem> items = new ArrayList<>();
        for (JsonNode item : body.path("items")) {
            if (!item.path("dealer").isString() || !item.has("query")) {
                return null;
            }
            items.add(new SubscriptionItem(item.path("dealer").stringValue(), item.get("query")));
        }
        if (!body.path("items").isArray()) {
            return null;
        }
        return client -> {
            var authorization = client.authorize(items, body.get("identity"));
            return WireJson.mapper()
                    .createObjectNode()
                    .put("token", authorization.token())
                    .put("position", authorization.position())
                    .put("expiresAt", authorization.expiresAt().toString());
        };
    }

    private static @Nullable Call revocation(JsonNode body) {
        if (body.has("empty") && !body.path("empty").isBoolean()) {
            return null;
        }
        Revocation revocation;
        try {
            revocation = RevocationReader.read(body);
        } catch (ProtocolException inexpressible) {
            return null;
        }
        boolean empty = body.path("empty").asBoolean(false);
        return client -> WireJson.mapper().createObjectNode().put("cancelled", client.revoke(revocation, empty));
    }

    private static @Nullable Call rpc(JsonNode body) {
        JsonNode message = body.path("message");
        if (!body.path("service").isString()
                || !message.path("command").isString()
                || !message.path("params").isObject()) {
            return null;
        }
        return client -> client.call(
                body.path("service").stringValue(), message.path("command").stringValue(), message.get("params"));
    }

    /** Batch ids and call ids are the client's own business, and a bare array is a batch. */
    private static JsonNode comparable(JsonNode body) {
        if (body.isArray()) {
            return body;
        }
        ObjectNode copy = ((ObjectNode) body).deepCopy();
        if (copy.has("deltas")) {
            return copy.get("deltas");
        }
        if (copy.path("message") instanceof ObjectNode message) {
            message.remove("callId");
        }
        return copy;
    }
}
