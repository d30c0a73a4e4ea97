package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Java that runs this, for servers that run on it too. */
public final class Jvm {

    /** What all servers on it get unless a property says otherwise: the collector that costs least where cores are few. */
    public static final String FLAGS = "-Xmx1g -XX:+UseSerialGC";

    /** The system property that says otherwise. */
    public static final String FLAGS_PROPERTY = "benchmarks.jvm-flags";

    private Jvm() {}

    /** A command that runs Java with the flags that all servers get. */
    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(binary("java"));
        command.addAll(List.of(System.getProperty(FLAGS_PROPERTY, FLAGS).trim().split(" +")));
        command.addAll(arguments);
        return command;
    }

    /** Has a process of Java collect all garbage. */
    static void collect(ProcessHandle process) {
        try {
            Process jcmd = new ProcessBuilder(binary("jcmd"), Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!jcmd.waitFor(30, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
                throw new IllegalStateException("jcmd could not have process " + process.pid() + " collect garbage");
            }
        } catch (IOException e) {
            throw new IllegalStateException("jcmd is needed, which a JDK has", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String binary(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
