package org.snorky.oracle.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a small JVM like this one. */
public final class JavaCommand {

    private static final List<String> SMALL = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto");

    private JavaCommand() {}

    public static List<String> ofJar(Path jar, List<String> arguments) {
        return with(List.of("-jar", jar.toString()), arguments);
    }

    /** A main class on the class path of this process. */
    public static List<String> ofClass(Class<?> main, List<String> arguments) {
        return with(List.of("-cp", System.getProperty("java.class.path"), main.getName()), arguments);
    }

    private static List<String> with(List<String> what, List<String> arguments) {
        List<String> command = new ArrayList<>(SMALL);
        command.addAll(what);
        command.addAll(arguments);
        return command;
    }
}
