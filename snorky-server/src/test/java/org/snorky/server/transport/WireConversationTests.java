package org.snorky.server.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
        deviations.forEach((name, value) -> {
            switch (name) {
                case "frontendPublishing" -> settings.put("snorky.pubsub.frontend-publishing", value.asString());
                case "defaultDealers" -> settings.put("snorky.datasync.default-dealers", value.asString());
                case "logDeltas" -> settings.put("snorky.datasync.log.entries", value.asString());
                case "probeService" -> {} // it is always there
                default -> throw new IllegalArgumentException("Unknown deviation: " + name);
            }
        });
        return RunningServer.start(
                List.of(Probe.class, IdentityFilter.class),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
