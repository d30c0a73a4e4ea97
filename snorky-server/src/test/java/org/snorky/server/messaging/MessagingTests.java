package org.snorky.server.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;
import tools.jackson.databind.JsonNode;

class MessagingTests {

    @Nested
    class ManyAtOnce {

        /** Clients that all want one name: at every moment at most one of them holds it. */
        @Test
        void holdANameOneByOne() {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                TestServer server = new TestServer(threads, 10, true, true);
                List<TestClient> clients =
                        IntStream.range(0, 8).mapToObj(i -> server.connect()).toList();
                clients.forEach(client -> client.send(register("Ann")));

                await().untilAsserted(() ->
                        assertThat(server.conversations.messaging().nameCount()).isEqualTo(1));
                List<JsonNode> answers = clients.stream()
                        .map(client -> await().until(client::next, Objects::nonNull))
                        .toList();
                assertThat(answers).filteredOn(answer -> answer.has("data")).hasSize(1);
                assertThat(answers)
                        .filteredOn(answer -> answer.path("code").asString("").equals("name_taken"))
                        .hasSize(7);
            } finally {
                threads.shutdown();
            }
        }

        @Test
        void holdNoMoreNamesThanThereMayBe() {
            TestServer server = new TestServer();
            List<TestClient> clients =
                    IntStream.range(0, 11).mapToObj(i -> server.connect()).toList();
            for (int client = 0; client < 10; client++) {
                for (int name = 0; name < 10; name++) {
                    clients.get(client).send(register("c" + client + "n" + name));
                }
            }
            clients.get(10).send(register("one more"));

            assertThat(clients.get(10).next().get("code").stringValue()).isEqualTo("too_many_names");
            clients.get(0).disconnect();
            clients.get(10).send(register("one more"));
            assertThat(clients.get(10).next().has("data")).isTrue();
        }

        @Test
        void leaveNothingBehind() {
            TestServer server = new TestServer();
            IntStream.range(0, 20).forEach(i -> {
                TestClient client = server.connect();
                client.send(register("Ann"));
                client.send(register("Annie"));
                client.disconnect();
            });

            assertThat(server.conversations.messaging().nameCount()).isZero();
            assertThat(server.conversations.messaging().clientCount()).isZero();
        }

        private static String register(String name) {
            return "{\"service\":\"messaging\",\"message\":{\"command\":\"registerParticipant\",\"params\":{\"name\":\"%s\"}}}"
                    .formatted(name);
        }
    }
}
