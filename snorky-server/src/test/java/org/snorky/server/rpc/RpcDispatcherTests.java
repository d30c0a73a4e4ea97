package org.snorky.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;

class RpcDispatcherTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RpcServices services =
            new RpcServices(Validation.buildDefaultValidatorFactory().getValidator(), meters);
    private final RecordingSession session = new RecordingSession();

    @Nested
    class Binding {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "text | {'value':'a'} | 'a'",
                    "text | {'value':1} | Parameter 'value'",
                    "text | {'value':true} | Parameter 'value'",
                    "text | {'value':null} | Parameter 'value' must not be null",
                    "text | {} | Parameter 'value' is missing",
                    "text | {'value':'a','more':1} | Unknown parameter 'more'",
                    "text | [1] | params must be an object",
                    "number | {'value':1} | 1",
                    "number | {'value':'1'} | Parameter 'value'",
                    "number | {'value':1.5} | Parameter 'value'",
                    "number | {'value':null} | Parameter 'value' must not be null",
                    "number | {'value':99999999999} | Parameter 'value'",
                    "optional | {} | 'none'",
                    "optional | {'value':'a'} | 'a'",
                    "nullable | {} | null",
                    "nullable | {'value':null} | null",
                    "defaulted | {} | 7",
                    "defaulted | {'value':8} | 8",
                    "renamed | {'class':'x'} | 'x'",
                    "list | {'values':['a','b']} | 'a+b'",
                    "list | {'values':'a'} | Parameter 'values'",
                    "task | {'task':{'title':'Tea','due':'2026-01-02T00:00:00Z'}} | 'Tea 2026-01-02T00:00:00Z'",
                    "task | {'task':{'title':'Tea','due':'2026-01-02T00:00:00Z','x':1}} | Parameter 'task'",
                    "task | {'task':{'title':' ','due':null}} | task.title must not be blank",
                    "limited | {'value':11} | value must be less than or equal to 10",
                    "any | {'value':{'b':[1]}} | {'b':[1]}",
                    "any | {'value':null} | null"
                })
        void bindsByNameOrSaysWhatIsWrong(String command, String params, String expected) {
            JsonNode reply = call(new Binder(), command, params.replace('\'', '"'));

            if (reply.get("type").stringValue().equals("response")) {
                assertThat(reply.get("data").toString()).isEqualTo(expected.replace('\'', '"'));
            } else {
                assertThat(reply.get("message").stringValue()).isEqualTo("Invalid params");
                assertThat(reply.get("detail").stringValue()).contains(expected);
            }
        }
    }

    @SnorkyService("binder")
    static class Binder {

        record Task(@NotBlank String title, @Nullable Instant due) {}

        @RpcCommand
        String text(String value) {
            return value;
        }

        @RpcCommand
        int number(int value) {
            return value;
        }

        @RpcCommand
        String optional(Optional<String> value) {
            return value.orElse("none");
        }

        @RpcCommand
        @Nullable String nullable(@Nullable String value) {
            return value;
        }

        @RpcCommand
        int defaulted(@RpcParam(defaultValue = "7") int value) {
            return value;
        }

        @RpcCommand
        String renamed(@RpcParam("class") String type) {
            return type;
        }

        @RpcCommand
        String list(List<String> values) {
            return String.join("+", values);
        }

        @RpcCommand
        String task(@Valid Task task) {
            return task.title() + " " + task.due();
        }

        @RpcCommand
        int limited(@Max(10) int value) {
            return value;
        }

        @RpcCommand
        JsonNode any(JsonNode value) {
            return value;
        }
    }

    @Nested
    class Answering {

        private final Answerer answerer = new Answerer();

        @Test
        void anAsynchronousCommandAnswersWhenItIsDone() {
            RpcDispatcher dispatcher = services.of(answerer);
            dispatcher.received(session, json("{\"command\":\"later\",\"callId\":1}"));
            dispatcher.received(session, json("{\"command\":\"now\",\"callId\":2}"));
            answerer.later.complete("done");

            assertThat(session.all().toString()).isEqualTo("""
                    [{"service":"answerer","message":{"type":"response","callId":2,"data":"now"}},\
                     {"service":"answerer","message":{"type":"response","callId":1,"data":"done"}}]""");
        }

        @Test
        void anAsynchronousFailureThatIsMeantReachesTheClient() {
            RpcDispatcher dispatcher = services.of(answerer);
            dispatcher.received(session, json("{\"command\":\"later\"}"));
            answerer.later.completeExceptionally(new RpcException("Sold out", "sold_out"));

            assertThat(session.next().get("message"))
                    .isEqualTo(json("{\"type\":\"error\",\"message\":\"Sold out\",\"code\":\"sold_out\"}"));
        }

        @Test
        void aResultThatIsNoJsonIsAnInternalError() {
            assertThat(call(answerer, "unwritable", "{}").get("message").stringValue())
                    .isEqualTo("Internal error");
        }

        @Test
        void callsAreTimedByCommandAndOutcome() {
            call(answerer, "now", "{}");
            call(answerer, "unwritable", "{}");
            call(answerer, "no such command", "{}");

            assertThat(meters.get("snorky.rpc")
                            .tags("command", "now", "outcome", "success")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("snorky.rpc")
                            .tags("outcome", "internal_error")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.find("snorky.rpc").timers()).hasSize(2);
        }
    }

    @SnorkyService("answerer")
    static class Answerer {

        final CompletableFuture<String> later = new CompletableFuture<>();

        @RpcCommand("later")
        CompletionStage<String> later() {
            return later;
        }

        @RpcCommand
        String now() {
            return "now";
        }

        @RpcCommand
        Object unwritable() {
            return new Object() {
                public String getValue() {
                    throw new IllegalStateException("cannot be read");
                }
            };
        }
    }

    @Test
    void hooksHearTheClientAndCanNotifyIt() {
        Greeter greeter = new Greeter();
        RpcDispatcher dispatcher = services.of(greeter);
        dispatcher.connected(session);
        dispatcher.disconnected(session);

        assertThat(session.next()).isEqualTo(json("{\"service\":\"greeter\",\"message\":{\"type\":\"welcome\"}}"));
        assertThat(greeter.gone).isEqualTo(greeter.came).isNotNull();
    }

    @SnorkyService("greeter")
    static class Greeter {

        @Nullable Client came;

        @Nullable Client gone;

        @ClientConnected
        void came(Client client) {
            came = client;
            client.send(Map.of("type", "welcome"));
        }

        @ClientDisconnected
        void gone(Client client) {
            gone = client;
        }
    }

    @Nested
    class Mistakes {

        @Test
        void twoCommandsOfOneNameAreRefusedAtStart() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> services.of(new TwoOfOneName()))
                    .withMessageContaining("'same'");
        }

        @Test
        void aHookWithTheWrongParametersIsRefusedAtStart() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> services.of(new WrongHook()))
                    .withMessageContaining("@ClientConnected needs a method with one parameter of type Client");
        }
    }

    @Nested
    class WithoutParameterNames {

        private Object service(String parameter) throws Exception {
            return Nameless.compile(folder, parameter).getDeclaredConstructor().newInstance();
        }

        @TempDir
        private Path folder;

        @Test
        void isRefusedAtStartAndToldWhatToDo() throws Exception {
            Object nameless = service("String body");

            assertThatIllegalStateException()
                    .isThrownBy(() -> services.of(nameless))
                    .withMessageContaining("NamelessService.say(org.snorky.server.rpc.Client,java.lang.String)")
                    .withMessageContaining("compile it with -parameters");
        }

        @Test
        void servesWhereAnAnnotationNamesThem() throws Exception {
            Object named = service("@org.snorky.server.rpc.RpcParam(\"body\") String body");

            assertThat(call(named, "say", "{\"body\":\"hi\"}").get("data").asString())
                    .isEqualTo("hi");
        }
    }

    @SnorkyService("two")
    static class TwoOfOneName {

        @RpcCommand("same")
        void one() {}

        @RpcCommand("same")
        void two() {}
    }

    @SnorkyService("wrong")
    static class WrongHook {

        @ClientConnected
        void hook(String client) {}
    }

    private JsonNode call(Object service, String command, String params) {
        services.of(service).received(session, json("{\"command\":\"%s\",\"params\":%s}".formatted(command, params)));
        return session.next().get("message");
    }

    private static JsonNode json(String json) {
        return WireJson.mapper().readTree(json);
    }
}
