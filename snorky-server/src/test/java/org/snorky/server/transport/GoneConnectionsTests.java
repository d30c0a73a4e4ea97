package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.server.RawWebSocket;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.datasync.DataSync;
import org.snorky.server.limit.ConnectionCounts;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientConnected;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.session.ClientSession;
import tools.jackson.databind.node.NullNode;

/** What is left of connections that have ended: nothing. */
class GoneConnectionsTests {

    private static final int CONNECTIONS = 50;

    private static RunningServer server;

    @BeforeAll
    static void startServer() {
        server = RunningServer.start(
                List.of(Witness.class),
                "snorky.datasync.models=Task",
                "snorky.frontend.limits.connections-per-address=1000");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Sees every session, and holds none. */
    @SnorkyService("witness")
    static final class Witness {

        private final List<WeakReference<ClientSession>> sessions = new ArrayList<>();

        @ClientConnected
        synchronized void connected(Client client) {
            sessions.add(new WeakReference<>(client.session()));
        }

        synchronized int seen() {
            return sessions.size();
        }

        synchronized long alive() {
            return sessions.stream().filter(session -> session.get() != null).count();
        }
    }

    @Test
    void leaveNothingHoweverTheyEnd() throws Exception {
        TreeMap<String, Double> before = counts();
        int seenBefore = server.bean(Witness.class).seen();

        List<SocketClient> closing = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> SocketClient.connect(server.frontend("ws", "/ws")))
                .toList();
        for (SocketClient client : closing) {
            calls().forEach(call -> client.send(call).next());
        }
        List<RawWebSocket> cut = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            RawWebSocket client = new RawWebSocket(server.frontend("ws", "/ws"));
            for (String call : calls()) {
                client.send(RawWebSocket.TEXT, call.getBytes(StandardCharsets.UTF_8));
            }
            cut.add(client);
        }
        await().untilAsserted(() -> assertThat(counts())
                .containsEntry("snorky.datasync.subscriptions.acquired", 2.0 * CONNECTIONS)
                .containsEntry("snorky.pubsub.channels", 1.0)
                .containsEntry("connections", 2.0 * CONNECTIONS));

        closing.forEach(SocketClient::close);
        for (RawWebSocket client : cut) {
            client.close();
        }

        await().untilAsserted(() -> assertThat(counts()).isEqualTo(before));
        Witness witness = server.bean(Witness.class);
        assertThat(witness.seen() - seenBefore).isEqualTo(2 * CONNECTIONS);
        await("sessions to be garbage").untilAsserted(() -> {
            System.gc();
            assertThat(witness.alive()).isZero();
        });
    }

    /** What a client has the server remember: a subscription that ends with it, and a channel. */
    private static List<String> calls() {
        String token = server.bean(DataSync.class)
                .authorize(List.of(new SubscriptionItem("Task", NullNode.getInstance())), null)
                .token();
        return List.of("""
                {"service":"datasync","message":{"command":"acquireSubscription","params":{"token":"%s"},"callId":1}}""".formatted(token), """
                {"service":"pubsub","message":{"command":"subscribe","params":{"channel":"c"},"callId":2}}""");
    }

    /** All that is gauged of what the server keeps, and how many connections and addresses it counts. */
    private static TreeMap<String, Double> counts() {
        TreeMap<String, Double> counts = new TreeMap<>();
        server.bean(MeterRegistry.class).getMeters().stream()
                .filter(meter ->
                        meter instanceof Gauge && meter.getId().getName().startsWith("snorky."))
                .forEach(meter -> counts.merge(meter.getId().getName(), ((Gauge) meter).value(), Double::sum));
        ConnectionCounts connections = server.bean(ConnectionCounts.class);
        counts.put("connections", (double) connections.total());
        counts.put("addresses", (double) connections.addresses());
        return counts;
    }
}
