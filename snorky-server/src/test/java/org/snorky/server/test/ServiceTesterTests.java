package org.snorky.server.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.Service;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** The test kit does what a server does, and says what a test got wrong. */
class ServiceTesterTests {

    private final ServiceTester tester = ServiceTester.of(new Desk(), new Echo());

    @SnorkyService("desk")
    static class Desk {

        final CompletableFuture<String> slow = new CompletableFuture<>();

        @RpcCommand
        JsonNode whoAmI(Client client) {
            return client.identity();
        }

        @RpcCommand
        void nothing() {}

        @RpcCommand
        void breaks() {
            throw new IllegalStateException("on purpose");
        }

        @RpcCommand
        CompletionStage<String> elsewhere() {
            return CompletableFuture.supplyAsync(() -> "done");
        }

        @RpcCommand
        CompletionStage<String> never() {
            return slow;
        }

        @RpcCommand
        void close(Client client) {
            client.session().close(CloseReason.GOING_AWAY);
        }
    }

    static class Echo implements Service {

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public void received(ClientSession client, JsonNode message) {
            client.send(OutboundMessage.of("echo", message));
        }
    }

    @Test
    void givesClientsTheirIdentities() {
        assertThat(tester.connect(Map.of("name", "ann")).call("whoAmI")).hasToString("{\"name\":\"ann\"}");
        assertThat(tester.connect().call("whoAmI").isNull()).isTrue();
        assertThat(tester.connect().call("nothing").isNull()).isTrue();
    }

    @Test
    void reachesEachServiceByItsName() {
        TestedClient client = tester.connect();
        client.at("echo").send(Map.of("hello", 1));

        assertThat(client.received()).isEmpty();
        assertThat(client.at("echo").received()).singleElement().hasToString("{\"hello\":1}");
        assertThat(client.at("echo").received()).isEmpty();
    }

    @Test
    void tellsFailuresAsClientsSeeThem() {
        StartedCall.Failure failure = tester.connect().start("breaks").failure();

        assertThat(failure).isEqualTo(new StartedCall.Failure("Internal error", "internal_error", null));
        assertThat(tester.connect().at("weather").start("x").failure().code()).isEqualTo("no_such_service");
    }

    @Test
    void waitsForWhatRunsElsewhere() {
        StartedCall call = tester.connect().start("elsewhere").await(Duration.ofSeconds(20));

        assertThat(call.data().stringValue()).isEqualTo("done");
    }

    @Test
    void tellsThatAServiceClosedTheConnection() {
        TestedClient client = tester.connect();
        assertThat(client.closed()).isNull();
        client.start("close");

        assertThat(client.closed()).isEqualTo(CloseReason.GOING_AWAY);
    }

    @Nested
    class Mistakes {

        @Test
        void aFailureIsNoReply() {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> tester.connect().call("fly"))
                    .withMessageContaining("desk.fly failed")
                    .withMessageContaining("unknown_command");
        }

        @Test
        void aReplyIsNoFailure() {
            StartedCall call = tester.connect().start("nothing");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(call::failure)
                    .withMessageContaining("desk.nothing did not fail");
        }

        @Test
        void anAnswerThatDoesNotComeIsMissed() {
            StartedCall call = tester.connect().start("never");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> call.await(Duration.ofMillis(1)))
                    .withMessage("desk.never has not answered");
        }

        @Test
        void whatIsNoServiceIsRefused() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> ServiceTester.of(new Object()))
                    .withMessageContaining("@SnorkyService");
        }
    }
}
