package org.snorky.hostile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.service.Connection;
import org.snorky.server.service.MessageDispatcher;
import tools.jackson.databind.node.StringNode;

/** Whatever a browser sends, each message is answered once, and none breaks a service. */
class EnvelopeFuzzTests {

    private static final MessageDispatcher FRONTEND = ServerUnderFuzz.frontend();

    @FuzzTest(maxDuration = "5m")
    @DictionaryEntries({
        "{\"service\":\"",
        "\",\"message\":",
        "{\"command\":\"",
        "\",\"params\":{",
        "\"callId\":1}}",
        "pubsub",
        "subscribe",
        "unsubscribe",
        "publish",
        "\"channel\":",
        "\"message\":",
        "\"position\":",
        "datasync",
        "acquireSubscription",
        "cancelSubscription",
        "awaitPosition",
        "\"token\":",
        "\"tag\":",
        "chat",
        "join",
        "leave",
        "send",
        "read",
        "\"body\":",
        "messaging",
        "registerParticipant",
        "unregisterParticipant",
        "listParticipants",
        "\"name\":",
        "\"sender\":",
        "cursors",
        "createCursor",
        "updateCursor",
        "removeCursor",
        "\"document\":",
        "\"privateHandle\":",
        "snorky",
        "ping",
        "refresh",
        "null",
        "true",
        "1e999999999"
    })
    void answersEachMessageOnce(byte[] input) {
        AnswerSession session = new AnswerSession(StringNode.valueOf("fuzz"));
        Connection connection = FRONTEND.connect(session);
        String[] messages = new String(input, StandardCharsets.UTF_8).split("\n", 100);
        for (String message : messages) {
            connection.receive(message);
        }

        assertThat(session.answers(messages.length))
                .hasSize(messages.length)
                .noneMatch(answer -> answer.path("code").asString("").equals(ErrorCode.INTERNAL_ERROR));
        connection.close();
    }

    @FuzzTest(maxDuration = "1m")
    void answersBytesThatAreNoText(byte[] input) {
        AnswerSession session = new AnswerSession(null);
        Connection connection = FRONTEND.connect(session);
        connection.receive(input);

        assertThat(session.answers(1)).hasSize(1);
        connection.close();
    }
}
