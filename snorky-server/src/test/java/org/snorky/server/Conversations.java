package org.snorky.server;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snorky.server.chat.Chat;
import org.snorky.server.chat.ChatService;
import org.snorky.server.chat.ChatSettings;
import org.snorky.server.chat.LocalRooms;
import org.snorky.server.cursors.CursorSettings;
import org.snorky.server.cursors.Cursors;
import org.snorky.server.cursors.CursorsService;
import org.snorky.server.cursors.LocalDocuments;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.history.HistoryPolicy;
import org.snorky.server.history.InMemoryChannelHistory;
import org.snorky.server.history.LocalChannelLog;
import org.snorky.server.messaging.LocalNames;
import org.snorky.server.messaging.Messaging;
import org.snorky.server.messaging.MessagingService;
import org.snorky.server.messaging.MessagingSettings;
import org.snorky.server.pubsub.PubSub;
import org.snorky.server.pubsub.PubSubService;
import org.snorky.server.rpc.NameLimit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;

/** The services by which clients talk to each other, set up as a wire example wants them. */
public record Conversations(PubSub pubSub, Chat chat, Messaging messaging, Cursors cursors, List<Object> services) {

    /** The ways in which a set-up differs from the standard one; {@code README.md} of the wire examples lists them. */
    record Deviations(Map<String, JsonNode> values) {

        int number(String name, int standard) {
            return values.getOrDefault(name, IntNode.valueOf(standard)).intValue();
        }

        boolean is(String name) {
            return values.getOrDefault(name, BooleanNode.TRUE).booleanValue();
        }

        List<String> forbidden() {
            List<String> forbidden = new ArrayList<>();
            Stream.of("forbiddenNames", "forbiddenChannels", "forbiddenBodies")
                    .filter(values::containsKey)
                    .forEach(name -> values.get(name).forEach(value -> forbidden.add(value.stringValue())));
            return forbidden;
        }
    }

    static Conversations of(Deviations deviations, InstantSource clock, Ticker ticker, MeterRegistry meters) {
        ExamplePolicies policies = new ExamplePolicies(deviations.forbidden());
        NameLimit names = new NameLimit(deviations.number("maxNameLength", 100));
        int maxChannels = deviations.number("maxChannels", 10);
        boolean frontendPublishing = deviations.is("frontendPublishing");
        HistoryPolicy kept = (service, channel) -> deviations.number("history", 0) > 0;
        PubSub pubSub = new PubSub(maxChannels, new LocalChannelLog(history(deviations, clock)), kept, meters);
        Duration grace = Duration.ofMillis(deviations.number("presenceGrace", 0));
        Chat chat = new Chat(
                new ChatSettings(maxChannels, grace, 10),
                new LocalRooms(10, history(deviations, clock), clock),
                kept,
                ticker,
                meters);
        Messaging messaging =
                new Messaging(new LocalNames(100), new MessagingSettings(deviations.number("maxNames", 10)), meters);
        Cursors cursors = new Cursors(new LocalDocuments(100), new CursorSettings(maxChannels, 16, 1000), meters);
        return new Conversations(
                pubSub,
                chat,
                messaging,
                cursors,
                List.of(
                        new PubSubService(pubSub, policies, (client, channel, message) -> frontendPublishing, names),
                        new ChatService(chat, policies, names),
                        new MessagingService(messaging, policies, names),
                        new CursorsService(cursors, policies, names)));
    }

    private static InMemoryChannelHistory history(Deviations deviations, InstantSource clock) {
        return new InMemoryChannelHistory(
                "e1", new HistoryBounds(deviations.number("history", 0), 1 << 20, 1 << 20, Duration.ofDays(1)), clock);
    }
}
