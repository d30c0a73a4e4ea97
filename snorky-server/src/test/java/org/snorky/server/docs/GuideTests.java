package org.snorky.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.application.ChatApplication;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.WireJson;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;

/** The guide's Java does what the guide says. */
class GuideTests {

    @Test
    void aBeanOfAnApplicationIsAService() {
        try (RunningServer application = RunningServer.embedded(ChatApplication.class);
                SocketClient ann = SocketClient.connect(application.frontend("ws", "/ws"));
                SocketClient bob = SocketClient.connect(application.frontend("ws", "/ws"))) {
            ann.call("my_chat", "join", "{}");
            bob.call("my_chat", "join", "{}");
            ann.send("""
                    {"service":"my_chat","message":{"command":"send_message","params":{"body":"hello"}}}""");

            assertThat(bob.next()).isEqualTo(WireJson.mapper().readTree("""
                            {"service":"my_chat","message":{"type":"chatMessage","body":"hello"}}"""));
        }
    }

    @Test
    void watchListDealsTheSharesItNames() {
        var filter = new WatchListDealer().filter(WireJson.mapper().readTree("[\"ACME\"]"));

        assertThat(filter.matches(WireJson.mapper().readTree("{\"name\":\"ACME\"}")))
                .isTrue();
        assertThat(filter.matches(WireJson.mapper().readTree("{\"name\":\"Other\"}")))
                .isFalse();
    }
}
