package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.measure.CpuTime;
import org.snorky.benchmarks.measure.ProcessTree;
import org.snorky.benchmarks.peer.Peer;
import org.snorky.benchmarks.peer.PeerServer;
import org.snorky.benchmarks.report.Measure;
import org.snorky.benchmarks.report.Observation;
import org.snorky.benchmarks.report.TableForm;

/**
 * One publisher, many subscribers, 200 bytes a message.
 *
 * <p>All servers live through the whole scenario, and take turns: in each round each is connected to, warmed up, measured at each
 * pace, and left alone.
 */
final class FanOut implements Scenario {

    static final int PAYLOAD = 200;

    private static final int AWAKE = 4;
    private static final List<Pace> PACES =
            List.of(new Pace.InFlight(16), new Pace.InFlight(1), new Pace.PerSecond(20));

    private final Map<String, Long> numbers = new LinkedHashMap<>();

    @Override
    public String name() {
        return "fan-out";
    }

    @Override
    public String description() {
        return "one publisher, many subscribers: 16 and 1 messages in flight, and 20 a second";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        bench.report()
                .form(
                        name(),
                        new TableForm(
                                "200 bytes a message",
                                Measure.SERVER_CPU,
                                Measure.PER_SECOND,
                                Measure.P50,
                                Measure.P99,
                                Measure.MESSAGES_PER_READ,
                                Measure.CLIENT_SHARE));
        List<Integer> subscribers = bench.extent().subscribers();
        int most = bench.affordable(subscribers.get(subscribers.size() - 1));
        Map<Peer, PeerServer> servers = bench.startAll(name(), most + 10);
        try {
            servers.forEach((peer, server) -> warmUp(bench, peer, server));
            for (int count : subscribers) {
                for (int run = 1; run <= bench.extent().runs(); run++) {
                    for (Map.Entry<Peer, PeerServer> each : servers.entrySet()) {
                        visit(bench, each.getKey(), each.getValue(), Math.min(count, most), run);
                    }
                    bench.report().write();
                }
            }
        } finally {
            servers.values().forEach(PeerServer::close);
        }
    }

    private void warmUp(Bench bench, Peer peer, PeerServer server) {
        try (LoadLoop loop = loop(peer, server)) {
            loop.connect(bench.extent().subscribers().get(0), 1);
            loop.connectPublisher();
            loop.publish(PACES.get(0), bench.extent().warmUp());
            loop.publish(PACES.get(1), bench.extent().window());
            numbers.put(peer.name(), loop.next());
        } catch (IOException e) {
            bench.add(Observation.failed(name(), "warm-up", peer.name(), 1, String.valueOf(e.getMessage())));
        }
    }

    private void visit(Bench bench, Peer peer, PeerServer server, int subscribers, int run) throws IOException {
        ProcessTree process = new ProcessTree(server.process());
        try (LoadLoop loop = loop(peer, server)) {
            loop.connect(subscribers, 1);
            loop.connectPublisher();
            loop.publish(PACES.get(0), bench.extent().window().dividedBy(AWAKE));
            for (Pace pace : PACES) {
                Quiet.await(process);
                CpuTime before = process.cpuTime();
                Round round = loop.publish(
                        pace,
                        pace instanceof Pace.PerSecond
                                ? bench.extent().paced()
                                : bench.extent().window());
                long cpu = process.cpuTime().nanosSince(before);
                bench.add(Rounds.observation(name(), setting(subscribers, pace), peer.name(), run, round, cpu));
            }
            numbers.put(peer.name(), loop.next());
        } catch (IOException e) {
            bench.add(Observation.failed(
                    name(), setting(subscribers, PACES.get(0)), peer.name(), run, String.valueOf(e.getMessage())));
        }
        Quiet.await(process);
    }

    private LoadLoop loop(Peer peer, PeerServer server) throws IOException {
        return new LoadLoop(server.dialect(), PAYLOAD, numbers.getOrDefault(peer.name(), 0L));
    }

    private static String setting(int subscribers, Pace pace) {
        return "%,d subscribers, %s".formatted(subscribers, pace);
    }
}
