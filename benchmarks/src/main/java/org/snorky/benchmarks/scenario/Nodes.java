package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.measure.CpuTime;
import org.snorky.benchmarks.measure.ProcessTree;
import org.snorky.benchmarks.peer.Snorky;
import org.snorky.benchmarks.peer.SnorkyCluster;
import org.snorky.benchmarks.peer.SnorkyServer;
import org.snorky.benchmarks.report.Measure;
import org.snorky.benchmarks.report.Observation;
import org.snorky.benchmarks.report.TableForm;

/**
 * One, two and three nodes that share a Redis, beside one that has all in memory: deltas published at the first node, a thousand
 * subscribers dealt out to all of them.
 *
 * <p>All share this machine, so CPU time is what to compare; messages a second are what so many processes get done with so few
 * processors.
 */
final class Nodes implements Scenario {

    private static final String MODEL = "Task";
    private static final String MEMORY = "memory";
    private static final int MOST = 3;
    private static final List<Pace> PACES =
            List.of(new Pace.InFlight(16), new Pace.InFlight(1), new Pace.PerSecond(20));

    /** Fast enough to see what it costs a node, slow enough for every machine. */
    private static final Pace STREAM = new Pace.PerSecond(2000);

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public String description() {
        return "one, two and three nodes on Redis, and one without";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        bench.report()
                .form(
                        name(),
                        new TableForm(
                                "deltas with rows of 200 bytes, all nodes together",
                                Measure.SERVER_CPU,
                                List.of(Measure.REDIS_CPU, Measure.PER_SECOND, Measure.P50, Measure.P99),
                                MEMORY));
        bench.report()
                .form(
                        name() + ", unheard",
                        new TableForm(
                                "what a delta costs a node that has nobody for it",
                                Measure.MICROS,
                                List.of(Measure.REDIS_CPU),
                                "redis-2"));
        int subscribers = 1000;
        List<Cluster> clusters = new ArrayList<>();
        try (SnorkyServer alone =
                (SnorkyServer) bench.start(Snorky.dataSync().named(MEMORY, "deltas, from memory"), subscribers + 10)) {
            for (int size = 1; size <= MOST; size++) {
                clusters.add(Cluster.start(bench, size, subscribers + 10));
            }
            for (int run = 0; run <= bench.extent().runs(); run++) {
                visit(bench, MEMORY, alone.rows(MODEL), new ProcessTree(alone.process()), null, subscribers, run);
                for (Cluster cluster : clusters) {
                    visit(
                            bench,
                            cluster.name(),
                            SnorkyCluster.everywhere(cluster.nodes(), MODEL),
                            cluster.servers(),
                            cluster.redis(),
                            subscribers,
                            run);
                }
                unheard(bench, clusters.get(1), run);
                bench.report().write();
            }
        } finally {
            clusters.forEach(Cluster::close);
        }
    }

    /** The first run only warms up. */
    private void visit(
            Bench bench,
            String peer,
            Dialect dialect,
            ProcessTree servers,
            @Nullable ProcessTree redis,
            int subscribers,
            int run)
            throws IOException {
        try (LoadLoop loop = new LoadLoop(dialect, FanOut.PAYLOAD, 0)) {
            loop.connect(subscribers, 1);
            loop.connectPublisher();
            loop.publish(
                    PACES.get(0),
                    run == 0 ? bench.extent().warmUp() : bench.extent().window());
            for (Pace pace : run == 0 ? List.<Pace>of() : PACES) {
                Quiet.await(servers);
                CpuTime before = servers.cpuTime();
                CpuTime redisBefore = redis == null ? null : redis.cpuTime();
                Round round = loop.publish(
                        pace,
                        pace instanceof Pace.PerSecond
                                ? bench.extent().paced()
                                : bench.extent().window());
                long cpu = servers.cpuTime().nanosSince(before);
                Observation seen = Rounds.observation(
                        name(), "%,d subscribers, %s".formatted(subscribers, pace), peer, run, round, cpu);
                if (redis != null && redisBefore != null) {
                    seen.values().put(Measure.REDIS_CPU, ofRedis(redis, redisBefore, round));
                }
                bench.add(seen);
            }
        } catch (IOException e) {
            bench.add(Observation.failed(name(), "all", peer, run, String.valueOf(e.getMessage())));
        }
        Quiet.await(servers);
    }

    /** Clients at the first node only: what the second one does for them is to pass over what it reads. */
    private void unheard(Bench bench, Cluster cluster, int run) throws IOException {
        ProcessTree other = new ProcessTree(cluster.nodes().get(1).process());
        try (LoadLoop loop = new LoadLoop(SnorkyCluster.atTheFirst(cluster.nodes(), MODEL), FanOut.PAYLOAD, 0)) {
            loop.connect(1, 1);
            loop.connectPublisher();
            Quiet.await(other);
            CpuTime before = other.cpuTime();
            CpuTime redisBefore = cluster.redis().cpuTime();
            Round round = loop.publish(STREAM, bench.extent().paced());
            Map<Measure, Double> values = new EnumMap<>(Measure.class);
            values.put(Measure.MICROS, other.cpuTime().nanosSince(before) / 1e3 / Math.max(1, round.published()));
            values.put(Measure.REDIS_CPU, ofRedis(cluster.redis(), redisBefore, round));
            if (run > 0) {
                bench.add(new Observation(
                        name() + ", unheard", STREAM.toString(), cluster.name(), run, values, Rounds.fault(round)));
            }
        }
    }

    private static double ofRedis(ProcessTree redis, CpuTime before, Round round) throws IOException {
        return redis.cpuTime().nanosSince(before) / 1e3 / Math.max(1, round.published());
    }
}
