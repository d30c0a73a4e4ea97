package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/**
 * Nchan in nginx, with two workers. Its clients are not authenticated: that would take another server to ask.
 *
 * <p>What comes to it in one read over a WebSocket it often sends on in one write; of what comes by HTTP, which is how backends
 * usually publish to it, each message is written when its request is handled. So it stands in the tables twice.
 */
final class Nchan implements Peer {

    private static final Installed INSTALLED = new Installed("nchan");

    private final String name;
    private final String description;
    private final boolean recovery;
    private final boolean http;

    private Nchan(String name, String description, boolean recovery, boolean http) {
        this.name = name;
        this.description = description;
        this.recovery = recovery;
        this.http = http;
    }

    static Nchan plain() {
        return new Nchan("nchan", "Nchan in nginx, two workers, recovery off", false, false);
    }

    static Nchan publishedByHttp() {
        return new Nchan("nchan-http", "the same, published by HTTP POST", false, true);
    }

    static Nchan recovering() {
        return new Nchan(
                "nchan-buffer",
                "Nchan in nginx, recovery on: the channel keeps 1,000 messages, each comes with its position",
                true,
                false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Optional<String> missing() {
        return INSTALLED.missing();
    }

    @Override
    public PeerServer start(Launch launch) throws IOException, InterruptedException {
        int port = launch.ports().getAsInt();
        INSTALLED.configure(
                launch.folder(),
                "nginx.conf",
                Map.of(
                        "MODULE", INSTALLED.file("usr/lib/nginx/modules/ngx_nchan_module.so"),
                        "PORT", Integer.toString(port),
                        "CONNECTIONS", Integer.toString(launch.connections() + 100),
                        "BUFFER", recovery ? "1000" : "0"));
        ServerProcess server = ServerProcess.start(
                launch.folder(),
                Map.of(),
                List.of(
                        INSTALLED.file("usr/sbin/nginx"),
                        "-p",
                        launch.folder().toString(),
                        "-c",
                        "nginx.conf",
                        "-e",
                        "stderr"));
        return RunningPeer.awaiting(
                server, port, new RunningPeer(server, INSTALLED.version(), new Talk(port, recovery, http)));
    }

    /** Plain messages, or with their position before them. What it subscribes to stands in the path. */
    record Talk(int port, boolean positions, boolean http) implements Dialect {

        @Override
        public Handshake handshake(int client, int subscriptions) {
            return new Handshake(
                    port,
                    "/subscribe?channels=" + String.join(",", Channels.of(subscriptions)),
                    positions ? List.of("Sec-WebSocket-Protocol: ws+meta.nchan") : List.of());
        }

        @Override
        public List<Step> subscribe(int client, int subscriptions) {
            return List.of();
        }

        @Override
        public Publisher publisher() {
            String path = "/publish?channel=" + Channels.BUSY;
            return http
                    ? new Publisher.OverHttp(port, path, List.of(), false, (payload, number) -> payload)
                    : new Publisher.OverWebSocket(
                            new Handshake(port, path), List.of(), false, (payload, number) -> payload);
        }
    }
}
