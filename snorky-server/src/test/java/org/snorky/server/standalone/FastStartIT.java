package org.snorky.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.snorky.server.SocketClient;

/** The server started from what an earlier run left in a cache of the JVM's, with plugins that were not there then. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are for a shell of Unix")
class FastStartIT {

    /** The JVM ends if it cannot use the cache. */
    private static final String OR_NOT_AT_ALL = Runtime.version().feature() < 25 ? "-Xshare:on" : "-XX:AOTMode=on";

    @TempDir
    private static Path plugins;

    @TempDir
    private Path folder;

    @BeforeAll
    static void packPlugin() throws IOException, URISyntaxException {
        PluginJar.build(Files.createDirectories(plugins.resolve("build")), plugins.resolve("greeting.jar"));
        ChatPluginJar.pack(plugins.resolve("my-chat.jar"));
    }

    @Test
    void startsFromTheCacheThatOperatorsMakeOfTheJar() throws Exception {
        String option = Runtime.version().feature() < 25 ? "-XX:SharedArchiveFile" : "-XX:AOTCache=";
        List<String> commands = LaunchCommands.documented(option);
        Files.copy(
                Path.of(System.getProperty("snorky.exec.jar")),
                folder.resolve("snorky-server-0.1.0-SNAPSHOT-exec.jar"));
        Files.createDirectory(folder.resolve("plugins"));
        for (String plugin : List.of("greeting.jar", "my-chat.jar")) {
            Files.copy(plugins.resolve(plugin), folder.resolve("plugins").resolve(plugin));
        }

        for (String command : commands.subList(0, commands.size() - 1)) {
            LaunchCommands.run(folder, List.of("bash", "-c", command));
        }

        servesFromTheCache(List.of("bash", "-c", "exec " + commands.get(commands.size() - 1)));
    }

    @Test
    @EnabledForJreRange(minVersion = 25, disabledReason = "the image's flags are those of Java 25")
    void startsFromTheCacheThatTheImageIsBuiltWith() throws Exception {
        LaunchCommands image = LaunchCommands.ofTheImage(folder, plugins);
        image.extract(Path.of(System.getProperty("snorky.exec.jar")));

        image.train();

        servesFromTheCache(image.entryPoint());
    }

    private void servesFromTheCache(List<String> command) throws IOException {
        Path loaded = folder.resolve("loaded.txt");
        Map<String, String> environment = Map.of(
                "JAVA_TOOL_OPTIONS",
                OR_NOT_AT_ALL + " -Xmx256m -Xlog:class+load:file=" + loaded,
                "PATH",
                LaunchCommands.path());
        try (ServerProcess server =
                ServerProcess.run(folder, environment, command).awaitStarted()) {
            try (SocketClient client = SocketClient.connect(server.frontend("ws", "/ws"))) {
                assertThat(client.call("greeting", "greet", "{\"name\":\"Ann\"}")
                                .get("data")
                                .asString())
                        .isEqualTo("Hello, Ann");
                client.call("my_chat", "join", "{}");
            }
        }
        assertThat(sourceOf("org.snorky.server.SnorkyServer", loaded)).contains("shared objects file");
        assertThat(sourceOf("org.springframework.web.servlet.DispatcherServlet", loaded))
                .contains("shared objects file");
        assertThat(sourceOf("com.example.greeting.GreetingAutoConfiguration", loaded))
                .contains("greeting.jar");
    }

    private static String sourceOf(String type, Path loaded) throws IOException {
        return Files.readString(loaded)
                .lines()
                .filter(line -> Arrays.asList(line.split(" ")).contains(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " was not loaded"));
    }
}
