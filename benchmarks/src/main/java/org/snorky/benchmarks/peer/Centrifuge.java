package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/** The library that is the engine of Centrifugo, in a server of a few lines, so without what Centrifugo adds to it. */
final class Centrifuge implements Peer {

    private static final Installed INSTALLED = new Installed("centrifuge");
    private static final String SECRET = "0e6d8a7f5b3c4d219f8e7a6b5c4d3e2f";

    private final boolean recovery;

    Centrifuge(boolean recovery) {
        this.recovery = recovery;
    }

    @Override
    public String name() {
        return recovery ? "centrifuge-history" : "centrifuge";
    }

    @Override
    public String description() {
        return "Centrifugo's engine, JSON, recovery "
                + (recovery ? "on: the channel keeps 1,000 messages" : "off; clients have a JWT");
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
                List.of(
                        INSTALLED.file("centrifuge"),
                        "-listen=127.0.0.1:" + port,
                        "-recovery=" + recovery,
                        "-secret=" + SECRET));
        return RunningPeer.awaiting(
                server, port, new RunningPeer(server, INSTALLED.version(), new Talk(port, new AccessTokens(SECRET))));
    }

    /** Its JSON protocol: commands and replies, of which a frame holds several, a line each. */
    record Talk(int port, AccessTokens tokens) implements Dialect {

        @Override
        public Handshake handshake(int client, int subscriptions) {
            return new Handshake(port, "/connection/websocket");
        }

        @Override
        public List<Step> subscribe(int client, int subscriptions) {
            List<Step> steps = new ArrayList<>();
            steps.add(connect("user-" + client));
            for (String channel : Channels.of(subscriptions)) {
                int id = steps.size() + 1;
                steps.add(Step.say(
                        "{\"id\":" + id + ",\"subscribe\":{\"channel\":\"" + channel + "\"}}",
                        "{\"id\":" + id + ",\"subscribe\":"));
            }
            return List.copyOf(steps);
        }

        @Override
        public Publisher publisher() {
            return new Publisher.OverWebSocket(
                    handshake(0, 0),
                    List.of(connect("publisher")),
                    false,
                    (payload, number) ->
                            "{\"id\":2,\"publish\":{\"channel\":\"" + Channels.BUSY + "\",\"data\":" + payload + "}}");
        }

        private Step connect(String user) {
            return Step.say("{\"id\":1,\"connect\":{\"token\":\"" + tokens.of(user) + "\"}}", "{\"id\":1,\"connect\":");
        }
    }
}
