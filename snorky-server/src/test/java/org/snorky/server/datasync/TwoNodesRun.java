package org.snorky.server.datasync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.log.DistantLog;
import org.snorky.server.datasync.log.UnavailableException;
import tools.jackson.databind.node.ObjectNode;

/**
 * One random run of two nodes, an application with a table of rows, and clients that show all of them. The application publishes
 * each change after it is committed, in order, and again until it has an answer.
 */
final class TwoNodesRun {

    private static final int ROWS = 5;
    private static final int CLIENTS = 6;

    private record Publication(String id, Delta delta) {}

    private final Random random;
    final TwoNodes nodes;
    private final Map<Integer, Integer> table = new TreeMap<>();
    private final Deque<Publication> outbox = new ArrayDeque<>();
    private final List<TwoNodesClient> clients = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Set<String> violations = new HashSet<>();

    /** By the values of rows and by tokens: when they were published, or revoked. */
    private final Map<Integer, Integer> published = new HashMap<>();

    private final Map<String, Integer> revoked = new HashMap<>();
    private final Set<String> authorized = new HashSet<>();

    /** Answered or not; clients of the older protocol hear nothing of it. */
    private final Set<String> perhapsRevoked = new HashSet<>();

    private int time;
    private int values;
    private int epochs = 1;

    TwoNodesRun(long seed, UnaryOperator<DistantLog> fault) {
        this.random = new Random(seed);
        this.nodes = new TwoNodes(fault);
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new TwoNodesClient(this, i % 3 > 0));
        }
    }

    void steps(int count) {
        for (time = 0; time < count; time++) {
            step(random.nextInt(100));
        }
    }

    private void step(int dice) {
        TwoNodes.Node node = anyNode();
        if (dice < 40) {
            change();
        } else if (dice < 70) {
            TwoNodesClient client = clients.get(random.nextInt(CLIENTS));
            client.act(random, node);
        } else if (dice < 74) {
            node.cut(random.nextBoolean());
        } else if (dice < 80) {
            node.tail.late(random.nextBoolean());
        } else if (dice < 82) {
            node.tail.answersLost(random.nextBoolean());
        } else if (dice < 83) {
            node.subscriptions.deaf(random.nextBoolean());
        } else if (dice < 84) {
            nodes.log.loseEverything("e" + ++epochs);
        } else if (dice < 86) {
            nodes.log.trim(random.nextInt(4));
        } else if (dice < 87) {
            node.tail.expireArrivals();
        } else if (dice < 90) {
            orNot("confirm", node.server.dataSync::confirmHoldings);
        } else if (dice < 92) {
            revoke(node);
        } else if (dice < 94) {
            takeOver();
        } else {
            publishWaiting();
        }
    }

    TwoNodes.Node anyNode() {
        return random.nextBoolean() ? nodes.a : nodes.b;
    }

    private void change() {
        int id = random.nextInt(ROWS);
        Integer before = table.get(id);
        int value = ++values;
        Delta delta;
        if (before == null) {
            table.put(id, value);
            delta = new Delta.Insert("Task", row(id, value));
        } else if (random.nextInt(4) == 0) {
            table.remove(id);
            delta = new Delta.Delete("Task", row(id, before));
        } else {
            table.put(id, value);
            delta = new Delta.Update("Task", row(id, value), row(id, before));
        }
        outbox.add(new Publication("b" + value, delta));
        publishWaiting();
    }

    private static ObjectNode row(int id, int value) {
        return WireJson.mapper().createObjectNode().put("id", id).put("value", value);
    }

    private void publishWaiting() {
        while (!outbox.isEmpty()) {
            Publication next = outbox.element();
            try {
                if (next.delta() instanceof Delta.Insert || next.delta() instanceof Delta.Update) {
                    published.putIfAbsent(Integer.parseInt(next.id().substring(1)), time);
                }
                anyNode().server.dataSync.publish(new DeltaBatch(next.id(), List.of(next.delta())));
                outbox.remove();
            } catch (UnavailableException notNow) {
                note("publish " + notNow.code());
                return;
            }
        }
    }

    /** A revocation counts from when it was answered. */
    private void revoke(TwoNodes.Node node) {
        Set<String> before = Set.copyOf(authorized);
        perhapsRevoked.addAll(before);
        orNot("revoke", () -> {
            node.server.dataSync.revoke(new Revocation.OfItem(TwoNodes.ALL), random.nextBoolean());
            before.forEach(token -> revoked.putIfAbsent(token, time));
        });
    }

    /** One page goes on with what another one has. */
    private void takeOver() {
        TwoNodesClient from = clients.get(random.nextInt(CLIENTS));
        TwoNodesClient to = clients.get(random.nextInt(CLIENTS));
        if (from != to && from.isResumable() && to.isResumable()) {
            to.become(from);
        }
    }

    /** Heals everything, and gives what is wrong then. */
    Set<String> settle() {
        for (TwoNodes.Node node : List.of(nodes.a, nodes.b)) {
            node.cut(false);
            node.tail.late(false);
            node.tail.answersLost(false);
        }
        publishWaiting();
        for (int i = 0; i < 20; i++) {
            nodes.a.server.dataSync.confirmHoldings();
            nodes.b.server.dataSync.confirmHoldings();
        }
        for (TwoNodesClient client : clients) {
            client.read();
            if (client.believesToBeLive(perhapsRevoked) && !client.rows().equals(table)) {
                violations.add("%s shows %s instead of %s".formatted(client, client.rows(), table));
            }
        }
        return violations;
    }

    Map<Integer, Integer> committed() {
        return Map.copyOf(table);
    }

    void authorized(String token) {
        authorized.add(token);
    }

    /** Checks that nothing follows a revocation that was published after it. */
    void delivered(String token, int value) {
        Integer end = revoked.get(token);
        Integer when = published.get(value);
        if (end != null && when != null && when > end) {
            violations.add("%s published at %d reached a subscription revoked at %d".formatted(value, when, end));
        }
    }

    private void orNot(String what, Runnable action) {
        try {
            action.run();
        } catch (UnavailableException notNow) {
            note(what + " " + notNow.code());
        } catch (ProtocolException refused) {
            throw new AssertionError(what, refused);
        }
    }

    void note(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    Map<String, Integer> seen() {
        return seen;
    }
}
