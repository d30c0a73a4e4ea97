package org.snorky.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.snorky.server.SocketClient;

/** The server started from what an earlier run left in a cache of the JVM's, with plugins that were not there then. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are for a shell of Unix")
class FastStartIT {

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
        Jdk jdk = Jdk.running();
        List<String> commands =
                LaunchCommands.documented(jdk.hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile");
        Files.copy(
                Path.of(System.getProperty("snorky.exec.jar")),
                folder.resolve("snorky-server-0.1.0-SNAPSHOT-exec.jar"));
        Files.createDirectory(folder.resolve("plugins"));
        for (String plugin : List.of("greeting.jar", "my-chat.jar")) {
            Files.copy(plugins.resolve(plugin), folder.resolve("plugins").resolve(plugin));
        }

        for (String command : commands.subList(0, commands.size() - 1)) {
            LaunchCommands.run(jdk, folder, List.of("bash", "-c", command));
        }

        servesFromTheCache(jdk, List.of("bash", "-c", "exec " + commands.get(commands.size() - 1)));
    }

    @Test
    void startsFromTheCacheThatTheImageIsBuiltWith() throws Exception {
        Optional<Jdk> ofTheImage = Jdk.atLeast(25);
        assumeThat(ofTheImage)
                .as("The image runs on Java 25: no such JDK is installed beside the one that runs this")
                .isPresent();
        Jdk jdk = ofTheImage.orElseThrow();
        LaunchCommands image = LaunchCommands.ofTheImage(jdk, folder, plugins);
        image.extract(Path.of(System.getProperty("snorky.exec.jar")));

        image.train();

        servesFromTheCache(jdk, image.entryPoint());
    }

    private void servesFromTheCache(Jdk jdk, List<String> command) throws IOException {
        Path loaded = folder.resolve("loaded.txt");
        Map<String, String> environment = Map.of(
                "JAVA_TOOL_OPTIONS",
                jdk.cacheOrNothing() + " -Xmx256m -Xlog:class+load:file=" + loaded,
                "PATH",
                jdk.path());
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
