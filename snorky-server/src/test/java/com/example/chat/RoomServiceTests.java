package com.example.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.snorky.server.test.ServiceTester;
import org.snorky.server.test.StartedCall;
import org.snorky.server.test.TestedClient;
import tools.jackson.databind.JsonNode;

class RoomServiceTests {

    private final CompletableFuture<List<String>> archive = new CompletableFuture<>();
    private final ServiceTester tester = ServiceTester.of(new RoomService((room, count) -> archive));

    @Test
    void tellsTheOthersWhoComesAndGoes() {
        TestedClient ann = tester.connect("ann");
        TestedClient bob = tester.connect("bob");
        ann.call("enter", Map.of("room", "tea"));

        assertThat(bob.call("enter", Map.of("room", "tea")).intValue()).isEqualTo(2);
        bob.disconnect();

        assertThat(ann.received())
                .extracting(message -> message.get("type").stringValue())
                .containsExactly("entered", "left");
        assertThat(bob.received()).isEmpty();
    }

    @Test
    void wantsToKnowWhoEnters() {
        StartedCall call = tester.connect().start("enter", Map.of("room", "tea"));

        assertThat(call.failure().code()).isEqualTo("not_authenticated");
    }

    @Test
    void refusesARoomWithoutAName() {
        StartedCall call = tester.connect("ann").start("enter", Map.of("room", " "));

        assertThat(call.failure().detail()).isEqualTo("room must not be blank");
    }

    @Test
    void answersWhenTheArchiveDoes() {
        StartedCall latest = tester.connect("ann").start("latest", Map.of("room", "tea"));
        assertThat(latest.isAnswered()).isFalse();

        archive.complete(List.of("hello"));

        assertThat(latest.data()).extracting(JsonNode::stringValue).containsExactly("hello");
    }
}
