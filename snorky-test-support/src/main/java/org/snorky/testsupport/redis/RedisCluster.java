package org.snorky.testsupport.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Masters that share the slots of a Redis Cluster, in equal parts. */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16384;

    private final List<RedisServer> masters = new ArrayList<>();

    private RedisCluster() {}

    public static RedisCluster start(int masters) {
        RedisCluster cluster = new RedisCluster();
        List<String> buses = new ArrayList<>();
        for (int i = 0; i < masters; i++) {
            // By default it is the port and ten thousand, which may be no port at all.
            String bus = Integer.toString(RedisServer.freePort());
            buses.add(bus);
            cluster.masters.add(RedisServer.start(
                    "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-port", bus));
        }
        for (int i = 0; i < masters; i++) {
            RedisServer master = cluster.masters.get(i);
            master.ask(
                    "CLUSTER",
                    "ADDSLOTSRANGE",
                    Integer.toString(SLOTS * i / masters),
                    Integer.toString(SLOTS * (i + 1) / masters - 1));
            if (i > 0) {
                cluster.masters
                        .get(0)
                        .ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(master.port()), buses.get(i));
            }
        }
        Awaitility.await("cluster of " + masters)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(cluster::isWhole);
        return cluster;
    }

    private boolean isWhole() {
        String known = "cluster_known_nodes:" + masters.size();
        return masters.stream()
                .map(master -> String.valueOf(master.ask("CLUSTER", "INFO")))
                .allMatch(info -> info.contains("cluster_state:ok") && info.contains(known));
    }

    public List<RedisServer> masters() {
        return List.copyOf(masters);
    }

    @Override
    public void close() {
        masters.forEach(RedisServer::close);
    }
}
