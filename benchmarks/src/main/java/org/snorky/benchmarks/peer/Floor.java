package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/** What the kernel takes for a broadcast, and nothing else: a bound, not a server. */
final class Floor implements Peer {

    private static final Installed INSTALLED = new Installed("floor");

    private final boolean gathered;

    Floor(boolean gathered) {
        this.gathered = gathered;
    }

    @Override
    public String name() {
        return gathered ? "floor" : "floor-each";
    }

    @Override
    public String description() {
        return "C, one thread, no channels, "
                + (gathered ? "one write for all messages that wait" : "one write for each message");
    }

    @Override
    public Optional<String> missing() {
        return INSTALLED.missing();
    }

    @Override
    public PeerServer start(Launch launch) throws IOException, InterruptedException {
        int port = launch.ports().getAsInt();
        ServerProcess server = ServerProcess.start(
                launch.folder(),
                Map.of(),
                List.of(INSTALLED.file("floor"), Integer.toString(port), gathered ? "gathered" : "each"));
        return RunningPeer.awaiting(server, port, new RunningPeer(server, INSTALLED.version(), new Talk(port)));
    }

    /** Who connects is subscribed. */
    record Talk(int port) implements Dialect {

        @Override
        public Handshake handshake(int client, int subscriptions) {
            return new Handshake(port, "/");
        }

        @Override
        public List<Step> subscribe(int client, int subscriptions) {
            return List.of();
        }

        @Override
        public Publisher publisher() {
            return new Publisher.OverWebSocket(
                    new Handshake(port, "/publish"), List.of(), false, (payload, number) -> payload);
        }
    }
}
