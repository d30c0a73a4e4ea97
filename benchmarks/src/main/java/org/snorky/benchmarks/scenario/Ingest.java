package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.load.Step;
import org.snorky.benchmarks.measure.CpuTime;
import org.snorky.benchmarks.measure.ProcessTree;
import org.snorky.benchmarks.peer.PeerServer;
import org.snorky.benchmarks.peer.Snorky;
import org.snorky.benchmarks.report.Measure;
import org.snorky.benchmarks.report.Observation;
import org.snorky.benchmarks.report.TableForm;

/** Deltas that a backend posts in batches of a hundred, to a server without subscribers. */
final class Ingest implements Scenario {

    private static final int BATCH = 100;
    private static final Pace PACE = new Pace.InFlight(4);

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String description() {
        return "deltas into the log, by POST /backend/deltas in batches of 100";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        bench.report()
                .form(
                        name(),
                        new TableForm(
                                "a message is a delta with a row of 200 bytes",
                                Measure.SERVER_CPU,
                                Measure.PER_SECOND,
                                Measure.CLIENT_SHARE));
        String setting = "batches of %d, 4 of them in flight".formatted(BATCH);
        Snorky peer = Snorky.dataSync();
        try (PeerServer server = bench.start(peer, 10);
                LoadLoop loop = new LoadLoop(inBatches(server.dialect()), FanOut.PAYLOAD, 0)) {
            ProcessTree process = new ProcessTree(server.process());
            loop.connectPublisher();
            loop.publish(PACE, bench.extent().warmUp());
            for (int run = 1; run <= bench.extent().runs(); run++) {
                Quiet.await(process);
                CpuTime before = process.cpuTime();
                Round round = loop.publish(PACE, bench.extent().paced());
                double micros = process.cpuTime().nanosSince(before) / 1e3;
                double deltas = (double) round.published() * BATCH;
                Map<Measure, Double> values = new EnumMap<>(Measure.class);
                values.put(Measure.SERVER_CPU, micros / deltas);
                values.put(Measure.PER_SECOND, deltas / round.seconds());
                values.put(
                        Measure.CLIENT_SHARE,
                        (double) round.clientCpu().toNanos() / round.elapsed().toNanos());
                bench.add(new Observation(
                        name(),
                        setting,
                        peer.name(),
                        run,
                        values,
                        loop.failures().isEmpty() ? "" : loop.failures().get(0)));
            }
        }
        bench.report().write();
    }

    /** A dialect whose publisher has each payload in a hundred rows. */
    private static Dialect inBatches(Dialect dialect) {
        Publisher.OverHttp single = (Publisher.OverHttp) dialect.publisher();
        Publisher batches = new Publisher.OverHttp(
                single.port(), single.path(), single.headers(), true, (payload, number) -> IntStream.range(0, BATCH)
                        .mapToObj(i -> "{\"type\":\"insert\",\"model\":\"Task\",\"data\":{\"id\":"
                                + (number * BATCH + i) + ',' + payload.substring(1) + '}')
                        .collect(Collectors.joining(",", "[", "]")));
        return new Dialect() {
            @Override
            public Handshake handshake(int client, int subscriptions) {
                return dialect.handshake(client, subscriptions);
            }

            @Override
            public List<Step> subscribe(int client, int subscriptions) {
                return dialect.subscribe(client, subscriptions);
            }

            @Override
            public Publisher publisher() {
                return batches;
            }
        };
    }
}
