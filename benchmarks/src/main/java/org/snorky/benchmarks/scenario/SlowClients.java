package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.util.List;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.measure.CpuTime;
import org.snorky.benchmarks.measure.ProcessTree;
import org.snorky.benchmarks.peer.Peer;
import org.snorky.benchmarks.peer.PeerServer;
import org.snorky.benchmarks.peer.Snorky;
import org.snorky.benchmarks.report.Measure;
import org.snorky.benchmarks.report.Observation;
import org.snorky.benchmarks.report.TableForm;

/** Subscribers that read nothing among others that do, who should not notice. */
final class SlowClients implements Scenario {

    private static final int READERS = 1000;
    private static final Pace PACE = new Pace.PerSecond(200);

    @Override
    public String name() {
        return "slow-clients";
    }

    @Override
    public String description() {
        return "1,000 subscribers that read, and 0 or 100 that do not";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        bench.report()
                .form(
                        name(),
                        new TableForm(
                                "what those get that read, at 200 messages a second",
                                Measure.P99,
                                Measure.P50,
                                Measure.SERVER_CPU,
                                Measure.MAX));
        for (Peer peer : List.of(Snorky.pubSub(), Snorky.dataSync())) {
            try (PeerServer server = bench.start(peer, READERS + 200)) {
                long number = 0;
                for (int run = 0; run <= bench.extent().runs(); run++) {
                    for (int slow : List.of(0, 100)) {
                        number = visit(bench, peer, server, slow, run, number);
                    }
                }
            }
            bench.report().write();
        }
    }

    /** One run, the first of which only warms up. */
    private long visit(Bench bench, Peer peer, PeerServer server, int slow, int run, long number) throws IOException {
        String setting = "%,d that read, %d that do not".formatted(READERS, slow);
        ProcessTree process = new ProcessTree(server.process());
        try (LoadLoop loop = new LoadLoop(server.dialect(), FanOut.PAYLOAD, number)) {
            loop.connect(slow + READERS, 1);
            loop.stopReading(slow);
            loop.connectPublisher();
            loop.publish(new Pace.InFlight(16), bench.extent().window());
            Quiet.await(process);
            CpuTime before = process.cpuTime();
            Round round = loop.publish(PACE, bench.extent().paced());
            long cpu = process.cpuTime().nanosSince(before);
            if (run > 0) {
                bench.add(Rounds.observation(name(), setting, peer.name(), run, round, cpu));
            }
            return loop.next();
        } catch (IOException e) {
            bench.add(Observation.failed(name(), setting, peer.name(), run, String.valueOf(e.getMessage())));
            return number;
        } finally {
            Quiet.await(process);
        }
    }
}
