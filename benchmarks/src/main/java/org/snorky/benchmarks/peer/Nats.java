package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * NATS over its own WebSockets. With recovery its clients do not subscribe to the subject but have a consumer of a stream each,
 * as its client libraries do for ordered delivery, though without heartbeats and flow control, which spares the server work.
 */
final class Nats implements Peer {

    private static final Installed INSTALLED = new Installed("nats");
    private static final String TOKEN = "7d4f1c0b9a5e42f8";

    private final boolean recovery;

    Nats(boolean recovery) {
        this.recovery = recovery;
    }

    @Override
    public String name() {
        return recovery ? "nats-jetstream" : "nats";
    }

    @Override
    public String description() {
        return recovery
                ? "NATS over WebSocket, recovery on: a consumer for each client, of a stream of 1,000 messages in memory"
                : "NATS over WebSocket, recovery off; clients have a token";
    }

    @Override
    public Optional<String> missing() {
        return INSTALLED.missing();
    }

    @Override
    public PeerServer start(Launch launch) throws IOException, InterruptedException {
        int port = launch.ports().getAsInt();
        int webSocketPort = launch.ports().getAsInt();
        Map<String, String> values = Map.of(
                "PORT", Integer.toString(port),
                "WEBSOCKET_PORT", Integer.toString(webSocketPort),
                "TOKEN", TOKEN,
                "CONNECTIONS", Integer.toString(launch.connections() + 100),
                "FOLDER", launch.folder().toString());
        Path plain = INSTALLED.configure(launch.folder(), "nats.conf", values);
        Path configuration = recovery ? INSTALLED.configure(launch.folder(), "jetstream.conf", values) : plain;
        ServerProcess server = ServerProcess.start(
                launch.folder(),
                Map.of(),
                List.of(INSTALLED.file("usr/sbin/nats-server"), "-c", configuration.toString()));
        return RunningPeer.awaiting(
                server,
                webSocketPort,
                new RunningPeer(
                        server,
                        INSTALLED.version() + (recovery ? ", JetStream" : ""),
                        recovery ? new JetStreamDialect(webSocketPort, TOKEN) : new NatsDialect(webSocketPort, TOKEN)));
    }
}
