package com.example.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snorky.server.test.ServiceTester;
import org.snorky.server.test.TestedClient;

class MyChatServiceTests {

    private final ServiceTester tester = ServiceTester.of(new MyChatService());

    @Test
    void reachesThoseWhoJoined() {
        TestedClient ann = tester.connect("ann");
        TestedClient bob = tester.connect("bob");
        TestedClient eve = tester.connect();
        ann.call("join");
        bob.call("join");

        ann.call("send_message", Map.of("body", "hello"));

        assertThat(bob.received())
                .extracting(message -> message.get("body").asString())
                .containsExactly("hello");
        assertThat(ann.received()).hasSize(1);
        assertThat(eve.received()).isEmpty();
    }

    @Test
    void forgetsThoseWhoAreGone() {
        TestedClient ann = tester.connect("ann");
        TestedClient bob = tester.connect("bob");
        ann.call("join");
        bob.call("join");
        bob.disconnect();

        ann.call("send_message", Map.of("body", "hello"));

        assertThat(bob.received()).isEmpty();
        assertThat(ann.received()).hasSize(1);
    }

    @Test
    void wantsABody() {
        assertThat(tester.connect().start("send_message").failure().code()).isEqualTo("invalid_params");
    }
}
