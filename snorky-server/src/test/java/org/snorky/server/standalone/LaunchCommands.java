package org.snorky.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snorky.protocol.WireJson;

/** The commands that the documents and the image start servers by, as they stand there, for other folders. */
final class LaunchCommands {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Jdk jdk;
    private final Path folder;
    private final Path plugins;
    private final String dockerfile;

    private LaunchCommands(Jdk jdk, Path folder, Path plugins, String dockerfile) {
        this.jdk = jdk;
        this.folder = folder;
        this.plugins = plugins;
        this.dockerfile = dockerfile.replace("\\\n", "");
    }

    /** The lines of that block of commands in which the option is used. */
    static List<String> documented(String option) throws IOException {
        return Pattern.compile("(?ms)^```sh\\n(.*?)^```$")
                .matcher(Files.readString(ROOT.resolve("docs/operations.md")))
                .results()
                .map(block -> block.group(1))
                .filter(commands -> commands.contains(option))
                .findFirst()
                .orElseThrow()
                .lines()
                .toList();
    }

    /** @param folder in which everything lies that is in the image's folders */
    static LaunchCommands ofTheImage(Jdk jdk, Path folder, Path plugins) throws IOException {
        Files.createDirectories(folder.resolve("app"));
        return new LaunchCommands(jdk, folder, plugins, Files.readString(ROOT.resolve("Dockerfile")));
    }

    void extract(Path jar) throws Exception {
        Matcher options = Pattern.compile("extract --layers (--application-filename snorky-server\\.jar)")
                .matcher(dockerfile);
        assertThat(options.find()).isTrue();
        run(
                jdk,
                folder,
                List.of(
                        "bash",
                        "-c",
                        "java -Djarmode=tools -jar %s extract %s --destination app --force"
                                .formatted(jar, options.group(1))));
    }

    void train() throws Exception {
        run(jdk, folder, command("RUN"));
        Files.move(folder.resolve("tmp-server.aot"), folder.resolve("app/server.aot"));
    }

    List<String> entryPoint() {
        return command("ENTRYPOINT");
    }

    /** The last of such instructions, which is the server's. */
    private List<String> command(String instruction) {
        String words = Pattern.compile("(?m)^" + instruction + " (\\[.*])$")
                .matcher(dockerfile)
                .results()
                .reduce((first, second) -> second)
                .orElseThrow()
                .group(1);
        return Stream.of(WireJson.mapper().readValue(words, String[].class))
                .map(this::here)
                .toList();
    }

    /** A program is looked for on the path of who starts it, not on the one that it is given. */
    private String here(String word) {
        if (word.equals("java")) {
            return jdk.home().resolve("bin/java").toString();
        }
        return word.replace("/app/", folder.resolve("app") + "/")
                .replace("/tmp/server.aot", folder.resolve("tmp-server.aot").toString())
                .replace("/plugins/", plugins + "/")
                .replace(
                        "/training/train",
                        ROOT.resolve("snorky-server/src/image/train").toString());
    }

    /** Runs a command that ends by itself. */
    static void run(Jdk jdk, Path folder, List<String> command) throws Exception {
        Path log = folder.resolve("commands.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("PATH", jdk.path());
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("MANAGEMENT_SERVER_PORT", "0");
        builder.environment().put("TRAINING_PORT", freePort());
        builder.environment().put("TRAINING_MANAGEMENT_PORT", freePort());
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as("%s\n%s", command, Files.readString(log))
                .isTrue();
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
