package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.measure.CpuTime;
import org.snorky.benchmarks.measure.ProcessTree;
import org.snorky.benchmarks.peer.RoamingRows;
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
    private static final String UNHEARD = "nodes, unheard";
    private static final String COMING_BACK = "nodes, coming back";
    private static final String KEPT = "nodes, kept";

    /** In which every lease is renewed once. */
    private static final Duration ROUND_OF_LEASES = Duration.ofSeconds(30);

    private static final int MOST = 3;
    private static final List<Pace> PACES =
            List.of(new Pace.InFlight(16), new Pace.InFlight(1), new Pace.PerSecond(20));

    /** What comes faster than nodes read comes to them together. */
    private static final List<Pace> STREAMS = List.of(new Pace.PerSecond(200), new Pace.PerSecond(2000));

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
                        UNHEARD,
                        new TableForm(
                                "deltas one by one, for one client at the first node; the µs are of each other node",
                                Measure.MICROS,
                                List.of(Measure.SERVER_CPU, Measure.REDIS_CPU, Measure.P50, Measure.P99),
                                "redis-2"));
        bench.report()
                .form(
                        COMING_BACK,
                        new TableForm(
                                "clients that connect, show a token and acquire a subscription again; for each of them",
                                Measure.CONNECT_CPU,
                                List.of(Measure.REDIS_CPU),
                                MEMORY));
        bench.report()
                .form(
                        KEPT,
                        new TableForm(
                                "what it costs a second to keep a subscription that nothing happens to",
                                Measure.MICROS,
                                List.of(Measure.REDIS_CPU),
                                "redis-1"));
        int subscribers = 1000;
        int kept = bench.affordable(bench.extent().connections());
        List<Cluster> clusters = new ArrayList<>();
        try (SnorkyServer alone =
                (SnorkyServer) bench.start(Snorky.dataSync().named(MEMORY, "deltas, from memory"), subscribers + 10)) {
            for (int size = 1; size <= MOST; size++) {
                clusters.add(Cluster.start(bench, size, kept + 10));
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
                for (Cluster cluster : clusters) {
                    for (Pace stream : STREAMS) {
                        unheard(bench, cluster, stream, run);
                    }
                }
                comeBack(bench, MEMORY, List.of(alone), null, subscribers, run);
                for (Cluster cluster : clusters) {
                    comeBack(bench, cluster.name(), cluster.nodes(), cluster.redis(), subscribers, run);
                }
                bench.report().write();
            }
            keep(bench, clusters.get(0), kept);
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

    /** One client, at the first node only: what others do for it is to pass over what they read. */
    private void unheard(Bench bench, Cluster cluster, Pace stream, int run) throws IOException {
        ProcessTree first = new ProcessTree(cluster.nodes().get(0).process());
        ProcessTree others = new ProcessTree(
                cluster.nodes().stream().skip(1).map(SnorkyServer::process).toArray(ProcessHandle[]::new));
        try (LoadLoop loop = new LoadLoop(SnorkyCluster.atTheFirst(cluster.nodes(), MODEL), FanOut.PAYLOAD, 0)) {
            loop.connect(1, 1);
            loop.connectPublisher();
            loop.publish(stream, bench.extent().warmUp());
            Quiet.await(cluster.servers());
            CpuTime firstBefore = first.cpuTime();
            CpuTime before = others.cpuTime();
            CpuTime redisBefore = cluster.redis().cpuTime();
            Round round = loop.publish(stream, bench.extent().paced());
            double published = Math.max(1, round.published());
            Map<Measure, Double> values = new EnumMap<>(Measure.class);
            values.put(
                    Measure.MICROS,
                    others.cpuTime().nanosSince(before)
                            / 1e3
                            / published
                            / Math.max(1, cluster.nodes().size() - 1));
            values.put(Measure.SERVER_CPU, first.cpuTime().nanosSince(firstBefore) / 1e3 / published);
            values.put(Measure.REDIS_CPU, ofRedis(cluster.redis(), redisBefore, round));
            values.put(Measure.P50, round.latencyMillis(50));
            values.put(Measure.P99, round.latencyMillis(99));
            if (run > 0) {
                bench.add(
                        new Observation(UNHEARD, stream.toString(), cluster.name(), run, values, Rounds.fault(round)));
            }
        }
    }

    /** Clients that were there before come again, each to a subscription that it had. */
    private void comeBack(
            Bench bench, String peer, List<SnorkyServer> nodes, @Nullable ProcessTree redis, int clients, int run)
            throws IOException {
        RoamingRows dialect = new RoamingRows(MODEL, nodes, nodes.get(0), Duration.ZERO, new SplittableRandom(run));
        try (LoadLoop once = new LoadLoop(dialect, FanOut.PAYLOAD, 0)) {
            once.connect(clients, 1);
        }
        ProcessTree servers =
                new ProcessTree(nodes.stream().map(SnorkyServer::process).toArray(ProcessHandle[]::new));
        Quiet.await(servers);
        try (LoadLoop again = new LoadLoop(dialect, FanOut.PAYLOAD, 0)) {
            CpuTime before = servers.cpuTime();
            CpuTime redisBefore = redis == null ? null : redis.cpuTime();
            again.connect(clients, 1);
            Map<Measure, Double> values = new EnumMap<>(Measure.class);
            values.put(Measure.CONNECT_CPU, servers.cpuTime().nanosSince(before) / 1e3 / clients);
            if (redis != null && redisBefore != null) {
                values.put(Measure.REDIS_CPU, redis.cpuTime().nanosSince(redisBefore) / 1e3 / clients);
            }
            if (run > 0) {
                bench.add(new Observation(COMING_BACK, "%,d clients".formatted(clients), peer, run, values));
            }
        }
        Quiet.await(servers);
    }

    private void keep(Bench bench, Cluster cluster, int clients) throws IOException {
        try (LoadLoop loop = new LoadLoop(SnorkyCluster.everywhere(cluster.nodes(), MODEL), FanOut.PAYLOAD, 0)) {
            double[] without = idle(loop, cluster);
            loop.connect(clients, 1);
            Quiet.await(cluster.servers());
            double[] with = idle(loop, cluster);
            Map<Measure, Double> values = new EnumMap<>(Measure.class);
            values.put(Measure.MICROS, (with[0] - without[0]) / clients);
            values.put(Measure.REDIS_CPU, (with[1] - without[1]) / clients);
            bench.add(new Observation(KEPT, "%,d clients".formatted(clients), cluster.name(), 1, values));
        }
        bench.report().write();
    }

    /** Microseconds that nodes and that Redis use in a second. */
    private static double[] idle(LoadLoop loop, Cluster cluster) throws IOException {
        CpuTime servers = cluster.servers().cpuTime();
        CpuTime redis = cluster.redis().cpuTime();
        loop.idle(ROUND_OF_LEASES);
        double nanosInAMicro = 1e3 * ROUND_OF_LEASES.toSeconds();
        return new double[] {
            cluster.servers().cpuTime().nanosSince(servers) / nanosInAMicro,
            cluster.redis().cpuTime().nanosSince(redis) / nanosInAMicro
        };
    }

    private static double ofRedis(ProcessTree redis, CpuTime before, Round round) throws IOException {
        return redis.cpuTime().nanosSince(before) / 1e3 / Math.max(1, round.published());
    }
}
