package org.snorky.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.protocol.Delta;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

class SnorkyClientTests {

    private static final Delta INSERT = new Delta.Insert("Task", json("{\"id\":1}"));

    private final List<Duration> waits = new ArrayList<>();
    private ScriptedBackend server;
    private SnorkyClient client;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedBackend();
        client = builder().build();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SnorkyClientBuilder builder() {
        return SnorkyClient.builder()
                .url(server.url() + "/")
                .key("swordfish")
                .readTimeout(Duration.ofSeconds(20))
                .pause(waits::add);
    }

    private static JsonNode json(String text) {
        return WireJson.mapper().readTree(text);
    }

    @Nested
    class Resources {

        @Test
        void publishesBatchUnderItsOwnIdAndGivesThePosition() {
            server.answers(200, "{\"position\":\"e:7\"}");

            assertThat(client.publish(new DeltaBatch("b1", List.of(INSERT)))).isEqualTo("e:7");

            ScriptedBackend.Request request = server.requests().get(0);
            assertThat(request.method() + " " + request.path()).isEqualTo("POST /backend/deltas");
            assertThat(request.key()).isEqualTo("swordfish");
            assertThat(request.json())
                    .isEqualTo(
                            json(
                                    "{\"batchId\":\"b1\",\"deltas\":[{\"type\":\"insert\",\"model\":\"Task\",\"data\":{\"id\":1}}]}"));
        }

        @Test
        void authorizesItemsForAnIdentity() {
            server.answers(
                    201, "{\"token\":\"t\",\"position\":\"p\",\"expiresAt\":\"2030-01-01T00:00:00Z\",\"new\":1}");

            var authorization = client.authorize(
                    List.of(new SubscriptionItem("AllTasks", NullNode.getInstance())), json("\"ann\""));

            assertThat(authorization.token()).isEqualTo("t");
            assertThat(authorization.position()).isEqualTo("p");
            assertThat(authorization.expiresAt()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
            assertThat(server.requests().get(0).json())
                    .isEqualTo(json("{\"items\":[{\"dealer\":\"AllTasks\",\"query\":null}],\"identity\":\"ann\"}"));
        }

        @Test
        void sendsNoIdentityWhereThereIsNone() {
            server.answers(201, "{\"token\":\"t\",\"position\":\"p\",\"expiresAt\":\"2030-01-01T00:00:00Z\"}");

            client.authorize(List.of(new SubscriptionItem("AllTasks", NullNode.getInstance())));

            assertThat(server.requests().get(0).json().has("identity")).isFalse();
        }

        @Test
        void cancelsATokenThatNeedsEscaping() {
            server.answers(204, "");

            client.cancel("a/b ?");

            assertThat(server.requests().get(0).method()).isEqualTo("DELETE");
            assertThat(server.requests().get(0).path()).isEqualTo("/backend/subscriptions/a%2Fb%20%3F");
        }

        @Test
        void publishesToAChannel() {
            server.answers(202, "");

            client.publish(json("[\"room\",1]"), json("{\"body\":\"hi\"}"));

            assertThat(server.requests().get(0).path()).isEqualTo("/backend/publications");
            assertThat(server.requests().get(0).json())
                    .isEqualTo(json("{\"channel\":[\"room\",1],\"message\":{\"body\":\"hi\"}}"));
        }
    }

    @Nested
    class Calls {

        record Members(List<String> members) {}

        @Test
        void sendsParametersByNameAndReadsTheReply() {
            server.answers(
                    200,
                    "{\"service\":\"chat\",\"message\":{\"type\":\"response\",\"callId\":1,\"data\":{\"members\":[\"ann\"],\"n\":1}}}");

            Members members = client.call("chat", "who", Map.of("channel", "a"), Members.class);

            assertThat(members).isEqualTo(new Members(List.of("ann")));
            assertThat(server.requests().get(0).path()).isEqualTo("/backend");
            assertThat(server.requests().get(0).json())
                    .isEqualTo(
                            json(
                                    "{\"service\":\"chat\",\"message\":{\"command\":\"who\",\"params\":{\"channel\":\"a\"},\"callId\":1}}"));
        }

        @Test
        void readsGenericReplies() {
            server.answers(200, "{\"service\":\"s\",\"message\":{\"type\":\"response\",\"callId\":1,\"data\":[1,2]}}");

            assertThat(client.call("s", "list", null, new TypeReference<List<Integer>>() {}))
                    .containsExactly(1, 2);
        }

        @Test
        void givesNullWhereNothingIsReturned() {
            server.answers(200, "{\"service\":\"s\",\"message\":{\"type\":\"response\",\"callId\":1,\"data\":null}}");

            assertThat(client.call("s", "do", null, String.class)).isNull();
        }

        @Test
        void failsWithTheServersTextAndCode() {
            server.answers(
                    200,
                    "{\"service\":\"s\",\"message\":{\"type\":\"error\",\"callId\":1,\"message\":\"Unknown command\",\"code\":\"unknown_command\"}}");

            var failure = catchThrowableOfType(SnorkyServerException.class, () -> client.call("s", "x", null));

            assertThat(failure).hasMessage("Unknown command");
            assertThat(failure.code()).isEqualTo("unknown_command");
        }

        @Test
        void areNotRepeatedWhenTheServerMayHaveGotThem() {
            assertThatThrownBy(() -> client.call("s", "x", null)).isInstanceOf(SnorkyUnavailableException.class);

            assertThat(server.requests()).hasSize(1);
        }
    }

    @Nested
    class Refusals {

        @Test
        void carryCodeTextPointerAndStatus() {
            server.answers(
                    400,
                    "application/problem+json",
                    "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"Missing field 'data'\",\"code\":\"missing_field\",\"pointer\":\"/deltas/0/data\"}");

            var failure = catchThrowableOfType(
                    SnorkyServerException.class, () -> client.publish(List.of(new Delta.Insert("Task", json("{}")))));

            assertThat(failure).hasMessage("Missing field 'data'");
            assertThat(failure.code()).isEqualTo("missing_field");
            assertThat(failure.pointer()).isEqualTo("/deltas/0/data");
            assertThat(failure.status()).isEqualTo(400);
            assertThat(waits).as("a refusal is final").isEmpty();
        }

        @Test
        void namesAWrongKeyButNeverShowsIt() {
            server.answers(401, "");

            var failure = catchThrowableOfType(SnorkyServerException.class, () -> client.cancel("t"));

            assertThat(failure.code()).isEqualTo("invalid_key");
            assertThat(failure).hasStackTraceContaining("401");
            assertThat(failure.toString()).doesNotContain("swordfish");
        }

        @Test
        void surviveAProxysPage() {
            server.answers(404, "text/html", "<html>nothing here</html>");

            var failure = catchThrowableOfType(SnorkyServerException.class, () -> client.cancel("t"));

            assertThat(failure.code()).isEqualTo("http_404");
        }
    }

    @Nested
    class Unavailability {

        @Test
        void repeatsABatchUnderTheSameIdUntilAnswered() {
            server.answers(503, "").answers(exchange -> exchange.close()).answers(200, "{\"position\":\"p\"}");

            assertThat(client.publish(List.of(INSERT))).isEqualTo("p");

            assertThat(server.requests())
                    .hasSize(3)
                    .extracting(request -> request.json().path("batchId").stringValue())
                    .allMatch(id -> id.equals(
                            server.requests().get(0).json().path("batchId").stringValue()));
            assertThat(waits).hasSize(2);
            assertThat(waits.get(0)).isBetween(Duration.ofNanos(1), Duration.ofMillis(100));
            assertThat(waits.get(1)).isBetween(Duration.ofNanos(1), Duration.ofMillis(200));
        }

        @Test
        void givesUpAfterTheLastRetry() {
            assertThatThrownBy(() -> client.cancel("t"))
                    .isInstanceOfSatisfying(
                            SnorkyUnavailableException.class,
                            failure -> assertThat(failure.mayHaveArrived()).isTrue());

            assertThat(server.requests()).hasSize(3);
        }

        @Test
        void repeatsAnythingWhoseConnectionWasRefused() throws IOException {
            int free;
            try (ServerSocket socket = new ServerSocket(0)) {
                free = socket.getLocalPort();
            }
            SnorkyClient nobody = builder().url("http://127.0.0.1:" + free).build();

            assertThatThrownBy(() -> nobody.publish(json("\"c\""), json("1")))
                    .isInstanceOfSatisfying(
                            SnorkyUnavailableException.class,
                            failure -> assertThat(failure.mayHaveArrived()).isFalse());
            assertThat(waits).hasSize(2);
        }

        @Test
        void doesNotRepeatAChannelMessageThatMayHaveArrived() {
            assertThatThrownBy(() -> client.publish(json("\"c\""), json("1")))
                    .isInstanceOf(SnorkyUnavailableException.class);

            assertThat(server.requests()).hasSize(1);
        }

        @Test
        void endsWaitingAtTheReadTimeout() {
            CountDownLatch release = new CountDownLatch(1);
            server.answers(exchange -> {
                try {
                    release.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            });
            SnorkyClient hasty =
                    builder().readTimeout(Duration.ofMillis(100)).retries(0).build();

            assertThatThrownBy(() -> hasty.cancel("t"))
                    .isInstanceOfSatisfying(
                            SnorkyUnavailableException.class,
                            failure -> assertThat(failure.mayHaveArrived()).isTrue());
            release.countDown();
        }

        @Test
        void stopsRetryingWhenInterrupted() {
            SnorkyClient interrupted = builder()
                    .pause(time -> {
                        throw new InterruptedException();
                    })
                    .build();

            assertThatThrownBy(() -> interrupted.cancel("t")).isInstanceOf(SnorkyUnavailableException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"not json", "[]", "{}", "{\"position\":7}"})
        void anAnswerWithoutSenseCountsAsNone(String body) {
            server.answers(200, body).answers(200, body).answers(200, body);

            assertThatThrownBy(() -> client.publish(List.of(INSERT))).isInstanceOf(SnorkyUnavailableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:5002", "ftp://host", "http:///path"})
    void refusesAnAddressThatIsNoServers(String url) {
        assertThatThrownBy(() -> SnorkyClient.builder().url(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(url);
    }
}
