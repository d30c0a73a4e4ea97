package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.snorky.benchmarks.measure.ProcessTree;
import org.snorky.benchmarks.peer.Snorky;
import org.snorky.benchmarks.peer.SnorkyServer;
import org.snorky.testsupport.redis.RedisServer;

/** Nodes of our server that run, and the Redis they share. */
final class Cluster implements AutoCloseable {

    private final String name;
    private final RedisServer redis;
    private final List<SnorkyServer> nodes = new ArrayList<>();

    private Cluster(String name, RedisServer redis) {
        this.name = name;
        this.redis = redis;
    }

    static Cluster start(Bench bench, int size, int connections, String... settings)
            throws IOException, InterruptedException {
        Cluster cluster = new Cluster("redis-" + size, RedisServer.start("--maxmemory-policy", "noeviction"));
        try {
            for (int i = 0; i < size; i++) {
                cluster.addNode(bench, connections, settings);
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts one more node. */
    SnorkyServer addNode(Bench bench, int connections, String... settings) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--snorky.store=redis");
        for (String setting : redis.springSettings()) {
            all.add("--" + setting);
        }
        Snorky peer = Snorky.dataSync(all.toArray(String[]::new))
                .named(name, "deltas, of nodes that share a Redis: the number is how many");
        SnorkyServer node = (SnorkyServer) bench.start(peer, connections);
        nodes.add(node);
        return node;
    }

    /** Its name in tables. */
    String name() {
        return name;
    }

    List<SnorkyServer> nodes() {
        return nodes;
    }

    ProcessTree servers() {
        return new ProcessTree(nodes.stream().map(SnorkyServer::process).toArray(ProcessHandle[]::new));
    }

    ProcessTree redis() {
        return new ProcessTree(redis.process());
    }

    @Override
    public void close() {
        nodes.forEach(SnorkyServer::close);
        redis.close();
    }
}
