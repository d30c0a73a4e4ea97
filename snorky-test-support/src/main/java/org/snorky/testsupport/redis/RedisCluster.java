package org.snorky.testsupport.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Masters that share the slots of a Redis Cluster, in equal parts. */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16384;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final List<RedisServer> masters = new ArrayList<>();
    private final List<RedisServer> replicas = new ArrayList<>();

    private RedisCluster() {}

    public static RedisCluster start(int masters) {
        RedisCluster cluster = new RedisCluster();
        for (int i = 0; i < masters; i++) {
            RedisServer master = cluster.join();
            cluster.masters.add(master);
            master.ask(
                    "CLUSTER",
                    "ADDSLOTSRANGE",
                    Integer.toString(SLOTS * i / masters),
                    Integer.toString(SLOTS * (i + 1) / masters - 1));
        }
        cluster.awaitWhole();
        return cluster;
    }

    /** A new server that those there are know of, or are about to. */
    private RedisServer join() {
        // By default it is the port and ten thousand, which may be no port at all.
        String bus = Integer.toString(RedisServer.freePort());
        RedisServer server = RedisServer.start(
                "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-port", bus);
        if (!masters.isEmpty()) {
            masters.get(0).ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(server.port()), bus);
        }
        return server;
    }

    private void awaitWhole() {
        Awaitility.await("cluster").atMost(PATIENCE).pollInterval(OFTEN).until(this::isWhole);
    }

    private boolean isWhole() {
        String known = "cluster_known_nodes:" + (masters.size() + replicas.size());
        return masters.stream()
                .map(master -> String.valueOf(master.ask("CLUSTER", "INFO")))
                .allMatch(info -> info.contains("cluster_state:ok") && info.contains(known));
    }

    public List<RedisServer> masters() {
        return List.copyOf(masters);
    }

    /** The one that a key is at, as long as no other has been promoted. */
    public RedisServer masterOf(String key) {
        int slot = Integer.parseInt(String.valueOf(masters.get(0).ask("CLUSTER", "KEYSLOT", key)));
        return masters.get((slot * masters.size() + masters.size() - 1) / SLOTS);
    }

    /** Gives a master a replica that has all that it has, and that the others promote once it has been dead for two seconds. */
    public RedisServer addReplica(RedisServer master) {
        RedisServer replica = join();
        replicas.add(replica);
        awaitWhole();
        String id = String.valueOf(master.ask("CLUSTER", "MYID"));
        Awaitility.await("replica").atMost(PATIENCE).pollInterval(OFTEN).until(() -> String.valueOf(
                        replica.ask("CLUSTER", "NODES"))
                .contains(id));
        replica.ask("CLUSTER", "REPLICATE", id);
        Awaitility.await("replica").atMost(PATIENCE).pollInterval(OFTEN).until(() -> String.valueOf(
                        replica.ask("INFO", "replication"))
                .contains("master_link_status:up"));
        Stream.concat(masters.stream(), replicas.stream())
                .forEach(server -> server.ask("CONFIG", "SET", "cluster-node-timeout", "2000"));
        return replica;
    }

    @Override
    public void close() {
        replicas.forEach(RedisServer::close);
        masters.forEach(RedisServer::close);
    }
}
