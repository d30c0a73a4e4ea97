package org.snorky.server.standalone;

import com.example.chat.ChatPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The guide's plugin, packed as its author's build would: compiled classes, and the file that names the configuration. */
final class ChatPluginJar {

    private ChatPluginJar() {}

    static void pack(Path jar) throws IOException, URISyntaxException {
        Path classes = Path.of(ChatPlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            add(out, classes, classes.resolve("com/example/chat"));
            add(out, classes.resolve("examples/chat-plugin"), classes.resolve("examples/chat-plugin"));
        }
    }

    private static void add(JarOutputStream out, Path root, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().contains("Tests"))
                    .toList()) {
                out.putNextEntry(new JarEntry(root.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, out);
            }
        }
    }
}
