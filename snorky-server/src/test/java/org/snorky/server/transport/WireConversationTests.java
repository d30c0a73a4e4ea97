package org.snorky.server.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snorky.server.ExamplePolicies;
import org.snorky.server.Probe;
import org.snorky.server.RunningServer;
import org.snorky.testsupport.wire.WireExample;
import org.snorky.testsupport.wire.WireExamples;
import tools.jackson.databind.JsonNode;

/** The examples of the wire, over real WebSockets and HTTP. */
class WireConversationTests {

    private static final Map<Map<String, JsonNode>, RunningServer> SERVERS = new HashMap<>();

    static Stream<WireExample> examples() {
        return Stream.of(
                        "envelope",
                        "rpc",
                        "pubsub",
                        "chat",
                        "messaging",
                        "cursors",
                        "backend-rpc",
                        "datasync",
                        "datasync-updates",
                        "datasync-positions",
                        "datasync-resync",
                        "filters",
                        "filters-more",
                        "backend-rest")
                .flatMap(topic -> WireExamples.load(topic).stream());
    }

    @AfterAll
    static void stopServers() {
        SERVERS.values().forEach(RunningServer::close);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void serverDoesAsTheExampleSays(WireExample example) {
        RunningServer server = SERVERS.computeIfAbsent(new TreeMap<>(example.server()), WireConversationTests::start);
        try (WireConversation conversation = new WireConversation(server, example)) {
            conversation.play();
        }
    }

    private static RunningServer start(Map<String, JsonNode> deviations) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "snorky.datasync.dealers.AllTasks.type", "broadcast",
                "snorky.datasync.dealers.AllTasks.model", "Task",
                "snorky.datasync.dealers.PlayersByColor.type", "simple",
                "snorky.datasync.dealers.PlayersByColor.model", "Player",
                "snorky.datasync.dealers.PlayersByColor.field", "color",
                "snorky.datasync.dealers.FilteredTasks.type", "filter",
                "snorky.datasync.dealers.FilteredTasks.model", "Task"));
        settings.put("snorky.chat.presence-grace", "0");
        // One thread, so that what the server does follows the order in which it is told.
        settings.put("snorky.threads.services", "1");
        deviations.forEach((name, value) -> {
            switch (name) {
                case "frontendPublishing" -> settings.put("snorky.pubsub.frontend-publishing", value.asString());
                case "defaultDealers" -> settings.put("snorky.datasync.default-dealers", value.asString());
                case "logDeltas" -> settings.put("snorky.datasync.log.entries", value.asString());
                case "presenceGrace" -> settings.put("snorky.chat.presence-grace", value.asString() + "ms");
                case "maxChannels" -> {
                    settings.put("snorky.chat.max-channels-per-client", value.asString());
                    settings.put("snorky.cursors.max-documents-per-client", value.asString());
                    settings.put("snorky.pubsub.max-channels-per-client", value.asString());
                }
                case "maxNames" -> settings.put("snorky.messaging.max-names-per-client", value.asString());
                case "maxNameLength" -> {
                    settings.put("snorky.chat.max-channel-length", value.asString());
                    settings.put("snorky.cursors.max-document-length", value.asString());
                    settings.put("snorky.messaging.max-name-length", value.asString());
                    settings.put("snorky.pubsub.max-channel-length", value.asString());
                }
                case "forbiddenNames", "forbiddenChannels", "forbiddenBodies" ->
                    settings.merge(ExamplePolicies.FORBIDDEN, words(value), (some, more) -> some + "," + more);
                case "history" -> {
                    settings.put("snorky.chat.history.channels", "*");
                    settings.put("snorky.chat.history.count", value.asString());
                    settings.put("snorky.pubsub.history.channels", "*");
                    settings.put("snorky.pubsub.history.count", value.asString());
                }
                case "probeService" -> {} // it is always there
                default -> throw new IllegalArgumentException("Unknown deviation: " + name);
            }
        });
        return RunningServer.start(
                List.of(Probe.class, IdentityFilter.class, ExamplePolicies.class),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static String words(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).collect(Collectors.joining(","));
    }
}
