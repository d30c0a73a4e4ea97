package org.snorky.benchmarks.peer;

import java.util.List;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/**
 * Nodes of our server that share a Redis, as their clients see them: dealt out in turn, authorised by another node than they
 * connect to where there is one, and published to by the first node.
 */
public final class SnorkyCluster implements Dialect {

    private final List<SnorkyServer> nodes;
    private final List<Dialect> rows;
    private final int serving;

    private SnorkyCluster(List<SnorkyServer> nodes, String model, int serving) {
        this.nodes = List.copyOf(nodes);
        this.rows = nodes.stream().map(node -> node.rows(model)).toList();
        this.serving = serving;
    }

    /** All nodes have clients. */
    public static SnorkyCluster everywhere(List<SnorkyServer> nodes, String model) {
        return new SnorkyCluster(nodes, model, nodes.size());
    }

    /** Only the first node has clients. */
    public static SnorkyCluster atTheFirst(List<SnorkyServer> nodes, String model) {
        return new SnorkyCluster(nodes, model, 1);
    }

    @Override
    public Handshake handshake(int client, int subscriptions) {
        return rows.get(client % serving).handshake(client, subscriptions);
    }

    @Override
    public List<Step> subscribe(int client, int subscriptions) {
        return rows.get((client + 1) % nodes.size()).subscribe(client, subscriptions);
    }

    @Override
    public Publisher publisher() {
        return rows.get(0).publisher();
    }
}
