package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.snorky.benchmarks.capacity.Incident;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.peer.RoamingRows;
import org.snorky.benchmarks.peer.SnorkyServer;
import org.snorky.benchmarks.report.Measure;
import org.snorky.benchmarks.report.Observation;
import org.snorky.benchmarks.report.TableForm;

/**
 * Two and three nodes that are replaced one by one while a thousand clients get deltas: the new one is there before the old one
 * is told to end, which sends its clients away, and they resume elsewhere; beside it what the simulation says of the same.
 */
final class RollingDeploy implements Scenario {

    private static final int CLIENTS = 1000;
    private static final double DELTAS_PER_SECOND = 20;
    private static final Pace PACE = new Pace.PerSecond(DELTAS_PER_SECOND);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SPREAD = Duration.ofSeconds(1);
    private static final String REAL = "real";

    @Override
    public String name() {
        return "rolling-deploy";
    }

    @Override
    public String description() {
        return "two and three nodes replaced one by one under load, and simulated";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        bench.report()
                .form(
                        name(),
                        new TableForm(
                                "a run counts if every client got every delta once and in order",
                                Measure.COMEBACKS,
                                List.of(
                                        Measure.SECONDS_TO_LAST,
                                        Measure.P99_BEFORE,
                                        Measure.P99,
                                        Measure.P99_RATIO,
                                        Measure.LATE_P99),
                                Simulated.PEER));
        for (int nodes = 2; nodes <= 3; nodes++) {
            for (int run = 1; run <= Math.min(3, bench.extent().runs()); run++) {
                observe(bench, nodes, run);
                bench.report().write();
            }
        }
    }

    private void observe(Bench bench, int nodes, int run) throws IOException, InterruptedException {
        String setting = "%d nodes, %,d clients, %s".formatted(nodes, CLIENTS, PACE);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Cluster cluster = Cluster.start(bench, nodes + 1, CLIENTS)) {
            List<SnorkyServer> serving =
                    new CopyOnWriteArrayList<>(cluster.nodes().subList(0, nodes));
            // What publishes stays: it is the application's connection, which has nothing to do with clients.
            SnorkyServer publishedTo = cluster.nodes().get(nodes);
            try (LoadLoop loop = new LoadLoop(
                    new RoamingRows("Task", serving, publishedTo, SPREAD, new SplittableRandom(run)),
                    FanOut.PAYLOAD,
                    0)) {
                loop.connect(CLIENTS, 1);
                loop.connectPublisher();
                loop.publish(PACE, bench.extent().warmUp());
                Round before = loop.publish(PACE, bench.extent().paced().multipliedBy(3));
                CompletableFuture<Void> over = new CompletableFuture<>();
                Future<Round> meanwhile = thread.submit(() -> loop.publish(PACE, LONGEST, over::isDone));
                long start = System.nanoTime();
                long starting = 0;
                try {
                    for (SnorkyServer old : List.copyOf(serving)) {
                        long asked = System.nanoTime();
                        serving.add(cluster.addNode(bench, CLIENTS));
                        starting += System.nanoTime() - asked;
                        serving.remove(old);
                        old.close();
                    }
                } finally {
                    over.complete(null);
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                bench.add(observation(setting, run, before, meanwhile.get(), seconds));
                bench.add(new Observation(name(), setting, Simulated.PEER, run, simulated(nodes, starting)));
            }
        } catch (ExecutionException e) {
            bench.add(Observation.failed(name(), setting, REAL, run, String.valueOf(e.getMessage())));
        } finally {
            thread.shutdownNow();
        }
    }

    /** @param starting nanoseconds that all new nodes together took to start, which the simulation cannot know */
    private static Map<Measure, Double> simulated(int nodes, long starting) {
        double cores = (double) Runtime.getRuntime().availableProcessors() / nodes;
        double seconds = starting / 1e9 / nodes;
        return Simulated.through(
                new Incident.RollingDeploy(seconds, 1, SPREAD.toSeconds()), nodes, cores, CLIENTS, DELTAS_PER_SECOND);
    }

    private Observation observation(String setting, int run, Round before, Round during, double seconds) {
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        values.put(Measure.P99_BEFORE, before.latencyMillis(99));
        values.put(Measure.P99, during.latencyMillis(99));
        values.put(Measure.P99_RATIO, during.latencyMillis(99) / before.latencyMillis(99));
        values.put(Measure.LATE_P99, during.late().getValueAtPercentile(99) / 1e6);
        values.put(Measure.COMEBACKS, (double) during.comebacks());
        values.put(Measure.SECONDS_TO_LAST, seconds);
        return new Observation(name(), setting, REAL, run, values, Rounds.fault(before) + Rounds.fault(during));
    }
}
