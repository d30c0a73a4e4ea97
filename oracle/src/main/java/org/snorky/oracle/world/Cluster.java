package org.snorky.oracle.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snorky.testsupport.net.Balancer;

/** Several servers that share a Redis, behind a port for clients and one for applications that lead to them in turn. */
public final class Cluster implements Servers {

    private final SharedRedis redis;
    private final List<ServerProcess> nodes = new ArrayList<>();
    private final Balancer browsers;
    private final Balancer backends;

    Cluster(Path folder, int size, boolean sabotaged) {
        redis = new SharedRedis(size);
        for (int node = 0; node < size; node++) {
            nodes.add(new ServerProcess(
                    folder.resolve("node-" + node + ".log"),
                    sabotaged,
                    settings(redis.line(node).port())));
        }
        browsers = new Balancer(nodes.stream().map(ServerProcess::frontend).toList());
        backends = new Balancer(nodes.stream().map(ServerProcess::backend).toList());
    }

    private static List<String> settings(int redisPort) {
        return List.of(
                "--snorky.store=redis",
                "--spring.data.redis.host=127.0.0.1",
                "--spring.data.redis.port=" + redisPort,
                "--spring.data.redis.username=" + SharedRedis.USER_NAME,
                "--spring.data.redis.password=" + SharedRedis.PASSWORD);
    }

    @Override
    public int frontend() {
        return browsers.port();
    }

    @Override
    public int backend() {
        return backends.port();
    }

    public List<ServerProcess> nodes() {
        return nodes;
    }

    public SharedRedis redis() {
        return redis;
    }

    @Override
    public void start() {
        nodes.parallelStream().forEach(ServerProcess::start);
    }

    /** Replaces all nodes one by one, as a deployment does: no longer led to, told to end, and led to when started. */
    public void roll() {
        for (int node = 0; node < nodes.size(); node++) {
            withdraw(node);
            nodes.get(node).terminate();
            nodes.get(node).ensureRunning();
            admit(node);
        }
    }

    /** Leads no new connections to a node. */
    public void withdraw(int node) {
        browsers.remove(nodes.get(node).frontend());
        backends.remove(nodes.get(node).backend());
    }

    /** Leads connections to a node again. */
    public void admit(int node) {
        browsers.add(nodes.get(node).frontend());
        backends.add(nodes.get(node).backend());
    }

    /** Replaces all nodes at once by such as have a folder in front of their class path. */
    public void plant(Path folder) {
        nodes.parallelStream().forEach(node -> node.plant(folder));
    }

    @Override
    public void heal() {
        redis.heal();
        nodes.forEach(ServerProcess::ensureRunning);
    }

    @Override
    public void close() {
        nodes.forEach(ServerProcess::close);
        browsers.close();
        backends.close();
        redis.close();
    }
}
