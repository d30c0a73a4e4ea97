package org.snorky.benchmarks.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.snorky.benchmarks.measure.ProcessTree;

/** One start of an application, from the process to its first client. */
final class Start {

    private static final String STARTED = ": Started ";
    private static final String KEY = "a-key-that-only-benchmarks-know";
    private static final double MILLI = 1e6;
    private static final long KILO = 1024;

    private final Variant variant;
    private final Path folder;

    /** @param folder the working directory */
    Start(Variant variant, Path folder) {
        this.variant = variant;
        this.folder = folder;
    }

    Figures measure() throws IOException, InterruptedException {
        int port = FreePort.number();
        ProcessBuilder builder =
                new ProcessBuilder(variant.command()).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("SNORKY_BACKEND_KEYS", KEY);
        if (variant.application().name().equals("snorky")) {
            builder.environment().put("MANAGEMENT_SERVER_PORT", FreePort.text());
        }
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            awaitStarted(output);
            long ready = since(start);
            serveFirst(port);
            long served = since(start);
            ProcessTree tree = new ProcessTree(process.toHandle());
            long cpu = process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
            long resident = tree.residentBytes() / KILO;
            Map<String, Long> counters = counters(process.pid());
            jcmd(process.pid(), "GC.run");
            long shared = counters.getOrDefault("java.cls.sharedLoadedClasses", 0L);
            return new Figures(
                    ready,
                    served,
                    cpu,
                    resident,
                    tree.residentBytes() / KILO,
                    counters.getOrDefault("java.cls.loadedClasses", 0L) + shared,
                    shared);
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static long since(long start) {
        return Math.round((System.nanoTime() - start) / MILLI);
    }

    private void awaitStarted(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(STARTED)) {
                return;
            }
            said.append(line).append('\n');
        }
        throw new IOException(variant.name() + " did not start:\n" + said);
    }

    private void serveFirst(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(variant.application().firstRequest().getBytes(StandardCharsets.US_ASCII));
            String expected = variant.application().answer();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes(expected.length()), StandardCharsets.US_ASCII);
            if (!answer.equals(expected)) {
                throw new IOException(variant.name() + " answered " + answer);
            }
        }
    }

    /** The JVM's own counters. */
    private Map<String, Long> counters(long pid) throws IOException, InterruptedException {
        Map<String, Long> counters = new TreeMap<>();
        jcmd(pid, "PerfCounter.print").lines().forEach(line -> {
            int at = line.indexOf('=');
            if (at > 0 && line.substring(at + 1).matches("\\d{1,18}")) {
                counters.put(line.substring(0, at), Long.parseLong(line.substring(at + 1)));
            }
        });
        return counters;
    }

    private String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(variant.java().jcmd(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
        return said;
    }
}
