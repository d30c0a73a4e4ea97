package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/** Socket.IO over WebSockets only, with rooms for channels. Its clients are not authenticated. */
final class SocketIo implements Peer {

    private static final Installed INSTALLED = new Installed("socketio");

    private final boolean recovery;

    SocketIo(boolean recovery) {
        this.recovery = recovery;
    }

    @Override
    public String name() {
        return recovery ? "socketio-recovery" : "socketio";
    }

    @Override
    public String description() {
        return "Socket.IO on Node, a room for the channel, recovery "
                + (recovery ? "on: connection state recovery, in memory" : "off");
    }

    @Override
    public Optional<String> missing() {
        return INSTALLED.missing();
    }

    @Override
    public PeerServer start(Launch launch) throws IOException, InterruptedException {
        int port = launch.ports().getAsInt();
        return NodeServer.start(launch, INSTALLED, port, new Talk(port), recovery ? "recovery" : "none");
    }

    /** Packets of Engine.IO ({@code 4}: message) that hold packets of Socket.IO ({@code 0}: connect, {@code 2}: event). */
    record Talk(int port) implements Dialect {

        private static final List<Step> CONNECT = List.of(Step.hear("0{"), Step.say("40", "40{"));

        @Override
        public Handshake handshake(int client, int subscriptions) {
            return new Handshake(port, "/socket.io/?EIO=4&transport=websocket");
        }

        @Override
        public List<Step> subscribe(int client, int subscriptions) {
            List<Step> steps = new ArrayList<>(CONNECT);
            for (String channel : Channels.of(subscriptions)) {
                int id = steps.size();
                steps.add(Step.say("42" + id + "[\"subscribe\",\"" + channel + "\"]", "43" + id + "["));
            }
            return List.copyOf(steps);
        }

        @Override
        public Publisher publisher() {
            return new Publisher.OverWebSocket(
                    handshake(0, 0),
                    CONNECT,
                    false,
                    (payload, number) -> "42[\"publish\",\"" + Channels.BUSY + "\"," + payload + "]");
        }

        @Override
        public Optional<Heartbeat> heartbeat() {
            return Optional.of(new Heartbeat("2", "3"));
        }
    }
}
