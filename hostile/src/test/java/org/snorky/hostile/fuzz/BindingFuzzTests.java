package org.snorky.hostile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.service.Connection;
import org.snorky.server.service.MessageDispatcher;

/** Whatever the parameters of a call are, they are bound or refused as invalid: a command's own code sees only what it declared. */
class BindingFuzzTests {

    private static final MessageDispatcher SERVICES = ServerUnderFuzz.dispatcher(List.of(new Everything()));

    @FuzzTest(maxDuration = "5m")
    @DictionaryEntries({
        "simple{",
        "large{",
        "times{",
        "made{",
        "defaulted{",
        "\"count\":",
        "\"total\":",
        "\"rate\":",
        "\"on\":",
        "\"text\":",
        "\"whole\":",
        "\"exact\":",
        "\"bytes\":",
        "\"single\":",
        "\"little\":",
        "\"letter\":",
        "\"at\":",
        "\"length\":",
        "\"day\":",
        "\"id\":",
        "\"unit\":",
        "\"task\":",
        "\"counts\":",
        "\"lists\":",
        "\"title\":",
        "\"done\":",
        "\"parent\":",
        "\"tags\":",
        "\"any\":",
        "\"in\":",
        "1e999999999",
        "-1e-999999999",
        "PT1S",
        "2026-01-01T00:00:00Z",
        "null",
        "[[",
        "@class"
    })
    void bindsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int brace = text.indexOf('{');
        if (brace < 0) {
            return;
        }
        String message = "{\"service\":\"everything\",\"message\":{\"command\":\"%s\",\"params\":%s,\"callId\":1}}"
                .formatted(text.substring(0, brace).replaceAll("[^a-z]", ""), text.substring(brace));
        AnswerSession session = new AnswerSession(null);
        Connection connection = SERVICES.connect(session);
        connection.receive(message);

        assertThat(session.answers(1))
                .singleElement()
                .extracting(answer -> answer.path("code").asString("bound"))
                .isNotEqualTo(ErrorCode.INTERNAL_ERROR);
        connection.close();
    }
}
