package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.util.Optional;

/** A broadcaster on the library {@code ws} for Node. It has no recovery, and its clients are not authenticated. */
final class NodeWs implements Peer {

    private static final Installed INSTALLED = new Installed("ws");

    @Override
    public String name() {
        return "ws";
    }

    @Override
    public String description() {
        return "Node, a loop over the subscribers on ws";
    }

    @Override
    public Optional<String> missing() {
        return INSTALLED.missing();
    }

    @Override
    public PeerServer start(Launch launch) throws IOException, InterruptedException {
        int port = launch.ports().getAsInt();
        return NodeServer.start(launch, INSTALLED, port, new WordsDialect(port));
    }
}
