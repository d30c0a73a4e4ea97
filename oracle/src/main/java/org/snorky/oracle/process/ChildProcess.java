package org.snorky.oracle.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one started and that ends with it: its standard input is a pipe, whose end it watches.
 *
 * <p>What it prints goes to a file, or is read here and only its errors go there.
 */
public final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedWriter input;

    private ChildProcess(Process process) {
        this.process = process;
        this.input = process.outputWriter();
    }

    /** Starts a process whose output goes to a file, behind what is there. */
    public static ChildProcess logging(Path log, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ChildProcess(start(builder));
    }

    /** Starts a process whose output is read here; its errors go to a file. */
    public static ChildProcess talking(Path errors, List<String> command) {
        return new ChildProcess(
                start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))));
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes a line to its standard input. */
    public synchronized void say(String line) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    public BufferedReader output() {
        return process.inputReader();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " cannot be killed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end, as {@code kill} does, and waits until it has; if that takes too long, it is killed. */
    public void terminate(Duration patience) {
        try {
            // Not Process.destroy, which also closes its standard input: to it, the end of this one.
            process.toHandle().destroy();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
