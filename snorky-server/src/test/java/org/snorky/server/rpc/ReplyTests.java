package org.snorky.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;

class ReplyTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RpcDispatcher service =
            new RpcServices(Validation.buildDefaultValidatorFactory().getValidator(), meters).of(new Answering());
    private final RecordingSession session = new RecordingSession();

    @SnorkyService("answering")
    static class Answering {

        @RpcCommand
        void between(Client client, Reply reply) {
            client.send(Map.of("type", "before"));
            reply.send(Map.of("n", 1));
            client.send(Map.of("type", "after"));
        }

        @RpcCommand
        void encoded(Reply reply) {
            reply.sendUtf8("{\"n\":[1,\"ä\"]}".getBytes(StandardCharsets.UTF_8));
        }

        @RpcCommand
        String returnsToo(Reply reply) {
            reply.send(null);
            return "ignored";
        }

        @RpcCommand
        void never(Reply reply) {}

        @RpcCommand
        void failsBefore(Reply reply) {
            throw new RpcException("Not now", "not_now");
        }

        @RpcCommand
        void failsAfterwards(Reply reply) {
            reply.send(1);
            throw new RpcException("Not now", "not_now");
        }

        @RpcCommand
        void twice(Reply reply) {
            reply.send(1);
            reply.send(2);
        }
    }

    @Test
    void standsWhereItWasGiven() {
        assertThat(call("between"))
                .extracting(message -> message.get("type").stringValue())
                .containsExactly("before", "response", "after");
    }

    @Test
    void carriesTheCallIdAndTheData() {
        assertThat(call("encoded"))
                .containsExactly(
                        WireJson.mapper().readTree("{\"type\":\"response\",\"callId\":7,\"data\":{\"n\":[1,\"ä\"]}}"));
    }

    @Test
    void hasNoCallIdIfTheCallHadNone() {
        service.received(session, WireJson.mapper().readTree("{\"command\":\"encoded\"}"));

        assertThat(session.next().get("message").has("callId")).isFalse();
    }

    @Test
    void isTheOnlyAnswer() {
        assertThat(call("returnsToo"))
                .singleElement()
                .satisfies(answer -> assertThat(answer.get("data").isNull()).isTrue());
    }

    @Test
    void thatIsNeverGivenIsAnInternalError() {
        assertThat(call("never")).extracting(ReplyTests::code).containsExactly("internal_error");
    }

    @Test
    void isAFailureIfTheCommandFailsBefore() {
        assertThat(call("failsBefore")).extracting(ReplyTests::code).containsExactly("not_now");
    }

    @Test
    void staysTheAnswerIfTheCommandFailsAfterwards() {
        assertThat(call("failsAfterwards")).extracting(ReplyTests::code).containsExactly("");
        assertThat(meters.get("snorky.rpc")
                        .tag("outcome", "internal_error")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void isGivenOnce() {
        assertThat(call("twice"))
                .singleElement()
                .satisfies(answer -> assertThat(answer.get("data").intValue()).isEqualTo(1));
    }

    @Test
    void isTimedAsASuccess() {
        call("between");

        assertThat(meters.get("snorky.rpc").tag("outcome", "success").timer().count())
                .isEqualTo(1);
    }

    private static String code(JsonNode answer) {
        return answer.path("code").asString("");
    }

    private List<JsonNode> call(String command) {
        service.received(session, WireJson.mapper().readTree("{\"command\":\"%s\",\"callId\":7}".formatted(command)));
        return session.all().stream().map(envelope -> envelope.get("message")).toList();
    }
}
