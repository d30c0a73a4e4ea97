package org.snorky.server.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A plugin as its author would build it: classes, and the file that names its auto-configuration. */
final class PluginJar {

    private static final String IMPORTS =
            "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

    private static final String SOURCE = """
            package com.example.greeting;

            import java.util.List;
            import org.snorky.server.datasync.dealer.BroadcastDealer;
            import org.snorky.server.rpc.RpcCommand;
            import org.snorky.server.rpc.SnorkyService;
            import org.springframework.boot.autoconfigure.AutoConfiguration;
            import org.springframework.context.annotation.Bean;

            @AutoConfiguration
            public class GreetingAutoConfiguration {

                @Bean
                GreetingService greetingService() {
                    return new GreetingService();
                }

                @Bean
                BroadcastDealer allGreetings() {
                    return new BroadcastDealer("AllGreetings", "Greeting");
                }

                @SnorkyService("greeting")
                static class GreetingService {

                    @RpcCommand
                    String greet(String name) {
                        return "Hello, " + name;
                    }
                }
            }
            """;

    private PluginJar() {}

    static void build(Path folder, Path jar) throws IOException {
        Path source = folder.resolve("GreetingAutoConfiguration.java");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(source, SOURCE);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            null,
                            List.of(
                                    "-parameters",
                                    "-proc:none",
                                    "--release",
                                    "17",
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("The plugin does not compile");
            }
        }
        pack(classes, jar);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path each : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, out);
            }
            out.putNextEntry(new JarEntry(IMPORTS));
            out.write("com.example.greeting.GreetingAutoConfiguration\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}
