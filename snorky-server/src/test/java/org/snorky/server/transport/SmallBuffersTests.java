package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.server.RawWebSocket;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;

/** Messages far longer than the buffers that the standalone server has for a connection. */
class SmallBuffersTests {

    /** Characters of one to four bytes, so that every one of them is cut somewhere by the end of a buffer. */
    private static final String ALPHABET = "a\u00e9\u20ac\ud83d\ude00";

    private static final int ALPHABET_BYTES = 10;

    private static RunningServer server;

    @BeforeAll
    static void startServer() {
        server = RunningServer.start(List.of(), "snorky.frontend.websocket.container-buffers=300B");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static SocketClient subscriber() {
        SocketClient client = SocketClient.connect(server.frontend("ws", "/ws"));
        client.call("pubsub", "subscribe", "{\"channel\":\"long\"}");
        return client;
    }

    private static String publishing(String text) {
        return "{\"service\":\"pubsub\",\"message\":{\"command\":\"publish\",\"params\":{\"channel\":\"long\",\"message\":\"%s\"}}}"
                .formatted(text);
    }

    private static String text(int bytes, int shift) {
        return "x".repeat(shift) + ALPHABET.repeat(bytes / ALPHABET_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 290, 300, 310, 1000, 9_000, 65_000})
    void comeAndGoWhole(int bytes) {
        try (SocketClient client = subscriber()) {
            for (int shift = 0; shift < ALPHABET_BYTES; shift++) {
                String text = text(bytes, shift);

                client.send(publishing(text));

                assertThat(client.next().at("/message/message").asString()).isEqualTo(text);
                assertThat(client.next().at("/message/type").asString()).isEqualTo("response");
            }
        }
    }

    @Test
    void comeWholeWhereFragmentsCutCharacters() throws Exception {
        try (SocketClient client = subscriber();
                RawWebSocket publisher = new RawWebSocket(server.frontend("ws", "/ws"))) {
            String text = text(20_000, 0);
            byte[] message = publishing(text).getBytes(StandardCharsets.UTF_8);

            int part = 997;
            int at = 0;
            for (; at + part < message.length; at += part) {
                publisher.sendPart(at == 0 ? RawWebSocket.TEXT : 0, Arrays.copyOfRange(message, at, at + part));
            }
            publisher.send(0, Arrays.copyOfRange(message, at, message.length));

            assertThat(client.next().at("/message/message").asString()).isEqualTo(text);
        }
    }

    @Test
    void areRefusedAtStartWhereAControlFrameWouldNotFit() {
        assertThatThrownBy(() -> RunningServer.start(List.of(), "snorky.frontend.websocket.container-buffers=100B"))
                .rootCause()
                .hasMessageContaining("container-buffers must be at least 256 bytes");
    }
}
