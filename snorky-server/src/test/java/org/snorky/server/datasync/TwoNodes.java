package org.snorky.server.datasync;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.TestClient;
import org.snorky.server.TestServer;
import org.snorky.server.datasync.log.DistantLog;
import org.snorky.server.datasync.log.SharedLog;
import org.snorky.server.datasync.log.SharedLogNode;
import org.snorky.server.datasync.subscription.SharedStore;
import tools.jackson.databind.JsonNode;

/** Two servers on one log and one store. */
final class TwoNodes {

    static final SubscriptionItem ALL = new SubscriptionItem("AllTasks", json("null"));
    static final SubscriptionItem RED = new SubscriptionItem("PlayersByColor", json("\"red\""));

    /** Asks for a subscription that can be resumed, from where it was authorised. */
    static final String RESUMABLE = ",\"position\":null";

    final SharedLog log = new SharedLog("e1");
    final SharedStore store = new SharedStore(() -> 0);
    final Node a;
    final Node b;

    TwoNodes() {
        this(log -> log);
    }

    /** @param fault makes of the nodes' logs what they are given */
    TwoNodes(UnaryOperator<DistantLog> fault) {
        a = new Node("nodeA", fault);
        b = new Node("nodeB", fault);
    }

    /** One of the servers. */
    final class Node {

        final SharedLogNode tail = log.node();
        final SharedStore.Node subscriptions;
        final TestServer server;

        private Node(String name, UnaryOperator<DistantLog> fault) {
            subscriptions = store.node(name);
            server = new TestServer(
                    fault.apply(tail), subscriptions, new DataSyncNode(name, Runnable::run, Runnable::run));
        }

        String authorize(@Nullable JsonNode identity, SubscriptionItem... items) {
            return server.dataSync.authorize(List.of(items), identity).token();
        }

        String publish(Change... changes) {
            return server.dataSync
                    .publish(new DeltaBatch(null, List.of(changes)))
                    .toString();
        }

        void cut(boolean isCut) {
            tail.cut(isCut);
            subscriptions.cut(isCut);
        }
    }

    /** Acquires, and gives the type of the answer or the code of the failure, or null where there is none yet. */
    static @Nullable String acquire(TestClient client, String token, String more) {
        client.send("""
            {"service":"datasync","message":{"command":"acquireSubscription","callId":"%s",
             "params":{"token":"%s"%s}}}\
            """.formatted(token, token, more));
        return answer(client);
    }

    static void awaitPosition(TestClient client, String position) {
        client.send("""
            {"service":"datasync","message":{"command":"awaitPosition","callId":1,"params":{"position":"%s"}}}\
            """.formatted(position));
    }

    static @Nullable String answer(TestClient client) {
        JsonNode answer = client.next();
        return answer == null
                ? null
                : answer.path("code").asString(answer.get("type").stringValue());
    }

    /** The ids of the rows of deltas, and the reasons of resyncs. */
    static List<String> heard(TestClient client) {
        return client.all().stream()
                .map(message -> message.has("reason")
                        ? message.get("reason").stringValue()
                        : message.at("/delta/data/id").toString())
                .toList();
    }

    static Delta insert(int id) {
        return new Delta.Insert("Task", WireJson.mapper().createObjectNode().put("id", id));
    }

    static JsonNode json(String json) {
        return WireJson.mapper().readTree(json);
    }
}
