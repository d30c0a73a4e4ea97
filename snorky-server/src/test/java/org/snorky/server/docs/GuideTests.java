package org.snorky.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.snorky.protocol.WireJson;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;

/** The guide's Java does what the guide says. */
class GuideTests {

    @Test
    void chatReachesEveryoneWhoJoined() {
        TestServer server = new TestServer(Runnable::run, 10, true, true, new MyChatService());
        TestClient ann = server.connect();
        TestClient bob = server.connect();
        TestClient eve = server.connect();
        ann.call("my_chat", "join", "{}");
        bob.call("my_chat", "join", "{}");
        eve.send("{\"service\":\"my_chat\",\"message\":{\"command\":\"sendMessage\",\"params\":{\"body\":\"hi\"}}}");
        ann.send("{\"service\":\"my_chat\",\"message\":{\"command\":\"sendMessage\",\"params\":{\"body\":\"hello\"}}}");

        assertThat(eve.next().get("code").stringValue()).isEqualTo("not_joined");
        assertThat(bob.all())
                .singleElement()
                .extracting(message -> message.get("body").stringValue())
                .isEqualTo("hello");
        assertThat(ann.all()).hasSize(2);
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
