package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** A command that runs Java with the flags that all servers get, and those of the launch. */
    static List<String> command(Launch launch, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(binary("java"));
        command.addAll(List.of(System.getProperty(FLAGS_PROPERTY, FLAGS).trim().split(" +")));
        command.addAll(launch.jvmFlags());
        command.addAll(arguments);
        return command;
    }

    /** Has a process of Java collect all garbage. */
    static void collect(ProcessHandle process) {
        jcmd(process, "GC.run");
    }

    /** Bytes of the objects that a process of Java still needs; collects all garbage. */
    static long liveHeapBytes(ProcessHandle process) {
        return jcmd(process, "GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total "))
                .mapToLong(line -> Long.parseLong(line.split(" +")[2]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the histogram has no total"));
    }

    private static String jcmd(ProcessHandle process, String command) {
        try {
            Process jcmd = new ProcessBuilder(binary("jcmd"), Long.toString(process.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!jcmd.waitFor(30, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
                throw new IllegalStateException("jcmd " + command + " failed: " + said);
            }
            return said;
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
