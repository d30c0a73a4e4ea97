package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.snorky.benchmarks.capacity.Incident;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.measure.CpuTime;
import org.snorky.benchmarks.measure.ProcessTree;
import org.snorky.benchmarks.peer.RoamingRows;
import org.snorky.benchmarks.peer.SnorkyServer;
import org.snorky.benchmarks.report.Measure;
import org.snorky.benchmarks.report.Observation;
import org.snorky.benchmarks.report.TableForm;

/**
 * One of two, and one of three nodes is killed under load, and its clients resume at those that are left; beside it what the
 * simulation says of the same.
 */
final class NodeDies implements Scenario {

    private static final double DELTAS_PER_SECOND = 2;
    private static final Pace PACE = new Pace.PerSecond(DELTAS_PER_SECOND);
    private static final Duration WINDOW = Duration.ofSeconds(12);
    private static final Duration SPREAD = Duration.ofSeconds(1);
    private static final int WARM_UPS = 3;
    private static final String REAL = "real";

    @Override
    public String name() {
        return "node-dies";
    }

    @Override
    public String description() {
        return "one of two, and one of three nodes is killed under load, and simulated";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        bench.report()
                .form(
                        name(),
                        new TableForm(
                                "a message is a client that comes back; a run counts if all got every delta once, in order",
                                Measure.SECONDS_TO_LAST,
                                List.of(
                                        Measure.COMEBACKS,
                                        Measure.CONNECT_CPU,
                                        Measure.REDIS_CPU,
                                        Measure.P99_BEFORE,
                                        Measure.P99),
                                Simulated.PEER));
        int clients = bench.affordable(bench.extent().connections());
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            for (int nodes = 2; nodes <= 3; nodes++) {
                for (int run = 1; run <= Math.min(3, bench.extent().runs()); run++) {
                    observe(bench, nodes, clients, thread, run);
                    bench.report().write();
                }
            }
        } finally {
            thread.shutdownNow();
        }
    }

    private void observe(Bench bench, int nodes, int clients, ExecutorService thread, int run)
            throws IOException, InterruptedException {
        String setting = "%d nodes, %,d clients, %s".formatted(nodes, clients, PACE);
        try (Cluster cluster = Cluster.start(bench, nodes, clients)) {
            List<SnorkyServer> serving = new CopyOnWriteArrayList<>(cluster.nodes());
            RoamingRows dialect = new RoamingRows("Task", serving, serving.get(0), SPREAD, new SplittableRandom(run));
            for (int times = 0; times < WARM_UPS; times++) {
                try (LoadLoop loop = new LoadLoop(dialect, FanOut.PAYLOAD, 0)) {
                    loop.connect(clients, 1);
                }
            }
            try (LoadLoop loop = new LoadLoop(dialect, FanOut.PAYLOAD, 0)) {
                loop.connect(clients, 1);
                loop.connectPublisher();
                loop.publish(PACE, bench.extent().warmUp());
                SnorkyServer victim = serving.get(nodes - 1);
                ProcessTree left = new ProcessTree(cluster.nodes().subList(0, nodes - 1).stream()
                        .map(SnorkyServer::process)
                        .toArray(ProcessHandle[]::new));
                CpuTime before = left.cpuTime();
                CpuTime redisBefore = cluster.redis().cpuTime();
                Round usual = loop.publish(PACE, WINDOW);
                CpuTime then = left.cpuTime();
                CpuTime redisThen = cluster.redis().cpuTime();
                Future<Round> publishing = thread.submit(() -> loop.publish(PACE, WINDOW));
                long killed = System.nanoTime();
                serving.remove(victim);
                victim.kill();
                Round during = publishing.get();
                double comebacks = Math.max(1, during.comebacks());
                double ofDeliveries = then.nanosSince(before)
                        * ((double) during.delivered() / usual.delivered() * nodes / (nodes - 1));
                Map<Measure, Double> values = new EnumMap<>(Measure.class);
                values.put(Measure.SECONDS_TO_LAST, (during.lastLate() - killed) / 1e9);
                values.put(Measure.COMEBACKS, comebacks);
                values.put(Measure.CONNECT_CPU, (left.cpuTime().nanosSince(then) - ofDeliveries) / 1e3 / comebacks);
                long redis = cluster.redis().cpuTime().nanosSince(redisThen) - redisThen.nanosSince(redisBefore);
                values.put(Measure.REDIS_CPU, redis / 1e3 / comebacks);
                values.put(Measure.P99_BEFORE, usual.latencyMillis(99));
                values.put(Measure.P99, during.latencyMillis(99));
                bench.add(new Observation(
                        name(), setting, REAL, run, values, Rounds.fault(usual) + Rounds.fault(during)));
                double client = during.clientCpu().minus(usual.clientCpu()).toNanos() / 1e3 / comebacks;
                bench.add(new Observation(name(), setting, Simulated.PEER, run, simulated(nodes, clients, client)));
            }
        } catch (ExecutionException e) {
            bench.add(Observation.failed(name(), setting, REAL, run, String.valueOf(e.getMessage())));
        }
    }

    /**
     * All share the processors of this machine, with Redis and with who plays the clients.
     *
     * @param client microseconds that the latter needs for a client that comes back
     */
    private static Map<Measure, Double> simulated(int nodes, int clients, double client) {
        double cores = Runtime.getRuntime().availableProcessors() * Simulated.ofNodes(client) / (nodes - 1);
        return Simulated.through(new Incident.NodeDies(0), nodes, cores, clients, DELTAS_PER_SECOND);
    }
}
