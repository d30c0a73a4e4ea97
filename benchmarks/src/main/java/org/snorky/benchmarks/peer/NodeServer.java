package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.snorky.benchmarks.load.Dialect;

/** Programs for Node that {@code benchmarks/peers/install.sh} installs; they collect garbage at the signal SIGUSR2. */
final class NodeServer {

    private NodeServer() {}

    static PeerServer start(Launch launch, Installed installed, int port, Dialect dialect, String... arguments)
            throws IOException, InterruptedException {
        Path node = Tool.onPath("node").orElseThrow(() -> new IOException("node is not on the PATH"));
        List<String> command = new ArrayList<>(List.of(
                node.toString(), "--expose-gc", installed.file("server.mjs"), "127.0.0.1", Integer.toString(port)));
        command.addAll(List.of(arguments));
        ServerProcess server = ServerProcess.start(launch.folder(), Map.of("NODE_ENV", "production"), command);
        return RunningPeer.awaiting(
                server, port, new RunningPeer(server, installed.version(), dialect, NodeServer::collect));
    }

    /** Sends the signal. Node collects within its next turn, and there is nothing that tells when it has. */
    private static void collect(ProcessHandle process) {
        try {
            Process kill = new ProcessBuilder("kill", "-USR2", Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("process " + process.pid() + " could not be told to collect garbage");
            }
        } catch (IOException e) {
            throw new IllegalStateException("kill is needed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
