package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.snorky.benchmarks.load.Dialect;

/**
 * A server that somebody else wrote, and that runs.
 *
 * @param collector has its process collect all garbage
 */
record RunningPeer(ServerProcess server, String version, Dialect dialect, Consumer<ProcessHandle> collector)
        implements PeerServer {

    /** A server without a garbage collector, or without a way to tell it. */
    RunningPeer(ServerProcess server, String version, Dialect dialect) {
        this(server, version, dialect, process -> {});
    }

    /** The same peer, once its server takes connections; one that does not is ended. */
    static RunningPeer awaiting(ServerProcess server, int port, RunningPeer running)
            throws IOException, InterruptedException {
        try {
            server.awaitPort(port);
            return running;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public List<String> command() {
        return server.command();
    }

    @Override
    public ProcessHandle process() {
        return server.handle();
    }

    @Override
    public void collect() {
        collector.accept(process());
    }

    @Override
    public void close() {
        server.close();
    }
}
