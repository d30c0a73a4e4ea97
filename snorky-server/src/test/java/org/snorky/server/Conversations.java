package org.snorky.server;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snorky.server.chat.Chat;
import org.snorky.server.chat.ChatService;
import org.snorky.server.chat.ChatSettings;
import org.snorky.server.cursors.CursorSettings;
import org.snorky.server.cursors.Cursors;
import org.snorky.server.cursors.CursorsService;
import org.snorky.server.messaging.Messaging;
import org.snorky.server.messaging.MessagingService;
import org.snorky.server.messaging.MessagingSettings;
import org.snorky.server.rpc.NameLimit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/** Chat, messaging and cursors, set up as a wire example wants them. */
record Conversations(Chat chat, Messaging messaging, Cursors cursors, ExamplePolicies policies, NameLimit names) {

    static Conversations of(Map<String, JsonNode> deviations, InstantSource clock, Ticker ticker) {
        int maxChannels = number(deviations, "maxChannels", 10);
        return new Conversations(
                new Chat(
                        new ChatSettings(
                                maxChannels, 10, Duration.ofMillis(number(deviations, "presenceGrace", 0)), 10),
                        clock,
                        ticker,
                        new SimpleMeterRegistry()),
                new Messaging(
                        new MessagingSettings(number(deviations, "maxNames", 10), 100), new SimpleMeterRegistry()),
                new Cursors(new CursorSettings(maxChannels, 16, 100, 1000), new SimpleMeterRegistry()),
                new ExamplePolicies(forbidden(deviations)),
                new NameLimit(number(deviations, "maxNameLength", 100)));
    }

    private static int number(Map<String, JsonNode> deviations, String name, int standard) {
        return deviations.getOrDefault(name, IntNode.valueOf(standard)).intValue();
    }

    static List<String> forbidden(Map<String, JsonNode> deviations) {
        List<String> forbidden = new ArrayList<>();
        Stream.of("forbiddenNames", "forbiddenChannels", "forbiddenBodies")
                .filter(deviations::containsKey)
                .forEach(name -> deviations.get(name).forEach(value -> forbidden.add(value.stringValue())));
        return forbidden;
    }

    Object[] services(Object... more) {
        return Stream.concat(
                        Stream.of(more),
                        Stream.of(
                                new ChatService(chat, policies, names),
                                new MessagingService(messaging, policies, names),
                                new CursorsService(cursors, policies, names)))
                .toArray();
    }
}
