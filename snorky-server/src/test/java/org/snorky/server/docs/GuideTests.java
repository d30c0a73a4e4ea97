package org.snorky.server.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.application.ChatApplication;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.WireJson;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.identity.Handshake;
import org.snorky.server.identity.HandshakeRefusedException;
import org.snorky.server.session.ClientIdentity;
import org.springframework.mock.web.MockHttpServletRequest;

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

    @Test
    void theDoorLetsInTheDevicesItKnows() {
        DeviceDoor door = new DeviceDoor(Map.of("k1", "thermometer"));
        MockHttpServletRequest request = new MockHttpServletRequest();

        assertThat(door.authenticate(new Handshake(request, "k1"))).isEqualTo(ClientIdentity.of("thermometer"));
        for (Handshake unknown : List.of(new Handshake(request, "k2"), new Handshake(request, null))) {
            assertThatThrownBy(() -> door.authenticate(unknown)).isInstanceOf(HandshakeRefusedException.class);
        }
    }
}
