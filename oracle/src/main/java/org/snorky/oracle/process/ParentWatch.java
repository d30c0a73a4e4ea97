package org.snorky.oracle.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Standard input as the tie to who started this process: each line is a command, and its end is the end. */
public final class ParentWatch {

    private ParentWatch() {}

    /** Starts to read; the process halts, without a word to anybody, when its parent is gone. */
    public static void start(Consumer<String> commands) {
        Thread thread = new Thread(() -> read(commands), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(Consumer<String> commands) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                commands.accept(line);
            }
        } catch (IOException gone) {
            // The same as its end.
        } finally {
            Runtime.getRuntime().halt(3);
        }
    }
}
