package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snorky.benchmarks.measure.OpenFiles;
import org.snorky.benchmarks.peer.Launch;
import org.snorky.benchmarks.peer.Peer;
import org.snorky.benchmarks.peer.PeerServer;
import org.snorky.benchmarks.report.Contender;
import org.snorky.benchmarks.report.Observation;
import org.snorky.benchmarks.report.Report;

/** What scenarios measure with: who takes part, how much, and where it is told. */
public final class Bench {

    private static final int OTHER_FILES = 200;

    private final List<Peer> peers;
    private final Extent extent;
    private final Report report;
    private final FreePorts ports;
    private final PrintStream out;
    private int lives;

    public Bench(List<Peer> peers, Extent extent, Report report, int firstPort, PrintStream out) {
        this.peers = List.copyOf(peers);
        this.extent = extent;
        this.report = report;
        this.ports = new FreePorts(firstPort);
        this.out = out;
    }

    /** Who takes part. */
    List<Peer> peers() {
        return peers;
    }

    Extent extent() {
        return extent;
    }

    Report report() {
        return report;
    }

    /** Starts a server, in a folder of its own under the report's. */
    PeerServer start(Peer peer, int connections) throws IOException, InterruptedException {
        return start(peer, connections, List.of());
    }

    /** The same, with flags that are for servers on Java alone. */
    PeerServer start(Peer peer, int connections, List<String> jvmFlags) throws IOException, InterruptedException {
        PeerServer server = peer.start(new Launch(
                Files.createDirectories(report.folder().resolve("servers").resolve(peer.name() + '-' + ++lives)),
                ports,
                connections,
                jvmFlags));
        report.add(new Contender(peer.name(), peer.description(), server.version(), server.command(), ""));
        return server;
    }

    /** Starts all who take part; those that do not start are told of, and are not in what is given. */
    Map<Peer, PeerServer> startAll(String scenario, int connections) throws InterruptedException {
        Map<Peer, PeerServer> servers = new LinkedHashMap<>();
        for (Peer peer : peers) {
            try {
                servers.put(peer, start(peer, connections));
            } catch (IOException e) {
                add(Observation.failed(scenario, "start", peer.name(), 1, String.valueOf(e.getMessage())));
            }
        }
        return servers;
    }

    /** How many connections can be had of so many wanted, by what this process may open; says so if it is fewer. */
    int affordable(int wanted) throws IOException {
        int most = OpenFiles.limit() - OTHER_FILES;
        if (wanted <= most) {
            return wanted;
        }
        say("only %,d connections in place of %,d: ulimit -n is %,d", most, wanted, OpenFiles.limit());
        return most;
    }

    void say(String format, Object... values) {
        out.printf(format + "%n", values);
    }

    /** Adds an observation to the report, and says what it was. */
    void add(Observation seen) {
        report.add(seen);
        StringBuilder line = new StringBuilder();
        seen.values().forEach((measure, value) -> line.append("%s %.2f, ".formatted(measure.title(), value)));
        say(
                "%s, %s, run %d, %-20s %s%s",
                seen.scenario(),
                seen.setting(),
                seen.run(),
                seen.peer(),
                line,
                seen.isResult() ? "ok" : "NO RESULT: " + seen.fault());
    }
}
