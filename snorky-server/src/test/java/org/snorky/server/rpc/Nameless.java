package org.snorky.server.rpc;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A service compiled as no build of Spring's would: without the names of parameters. */
final class Nameless {

    private Nameless() {}

    static Class<?> compile(Path folder, String parameter) throws IOException, ClassNotFoundException {
        Path source = folder.resolve("NamelessService.java");
        Files.writeString(source, """
                @org.snorky.server.rpc.SnorkyService("nameless")
                public class NamelessService {

                    @org.snorky.server.rpc.RpcCommand
                    public String say(org.snorky.server.rpc.Client client, %s) {
                        return body;
                    }
                }
                """.formatted(parameter));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new IllegalStateException("The service does not compile");
            }
        }
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, Nameless.class.getClassLoader())
                .loadClass("NamelessService");
    }
}
