package org.snorky.server.datasync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.snorky.protocol.Delta;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.TestServer;
import org.snorky.server.datasync.routing.BacklogBounds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One random run: a table, whose changes are published some time after their commit, and clients of it.
 *
 * <p>All on one thread, so that a seed gives the same run each time.
 */
final class SlowClientRun {

    /** What goes wrong between server and client. */
    enum Fault {
        NONE,
        /** A delta carries the position of the log's head, as if coalesced changes had that of their last delta. */
        POSITION_TOO_FAR,
        /** An update's old state is not what the client holds, as if the first old state had been lost. */
        OLD_STATE_WRONG,
        /** Some deletes are left out, as if an insert and a delete had cancelled. */
        DELETE_LOST
    }

    private static final int STEPS = 600;
    private static final int ROWS = 12;
    private static final int CLIENTS = 4;

    final TestServer server;
    final Random random;
    final Fault fault;
    final Map<Integer, JsonNode> table = new TreeMap<>();
    final Queue<Delta> unpublished = new ArrayDeque<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private final List<SlowClient> clients = new ArrayList<>();
    private int count;

    SlowClientRun(long seed, Fault fault) {
        this.random = new Random(seed);
        this.fault = fault;
        this.server =
                new TestServer(100 + random.nextInt(500), new BacklogBounds(1000 + random.nextInt(10_000), 20_000));
    }

    /** Runs, and tells how a client's rows differ from its query in the end, if one's do. */
    Optional<String> mismatch() {
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(client());
            }
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            publishAll();
            for (SlowClient client : clients) {
                client.catchUp();
                if (!client.rows().equals(query(client.wanted()))) {
                    return Optional.of(client.rows() + " is not " + query(client.wanted()));
                }
            }
            seen("coalesced", (int)
                    server.meters.counter("snorky.datasync.deltas.coalesced").count());
            return Optional.empty();
        } catch (SlowClient.Mismatch mismatch) {
            return Optional.of(mismatch.getMessage());
        }
    }

    /** What the run has come across, and how often. */
    Map<String, Integer> seen() {
        return seen;
    }

    void seen(String what, int times) {
        if (times > 0) {
            seen.merge(what, times, Integer::sum);
        }
    }

    private void step() {
        SlowClient client = clients.get(random.nextInt(CLIENTS));
        switch (random.nextInt(20)) {
            case 0 -> client.cut();
            case 1, 2 -> client.comeBack();
            case 3 -> client.read(1 + random.nextInt(40));
            case 4, 5 -> client.read(1);
            case 6 -> server.dataSync.tellPositions();
            case 7 -> publishAll();
            case 8 -> {
                publishAll();
                client.catchUp();
            }
            case 9, 10, 11, 12 -> publish();
            default -> commit();
        }
    }

    private void commit() {
        int id = random.nextInt(ROWS);
        JsonNode before = table.get(id);
        if (before == null) {
            put(id, new Delta.Insert("Task", row(id)));
        } else if (random.nextInt(4) == 0) {
            table.remove(id);
            unpublished.add(new Delta.Delete("Task", before));
        } else {
            int newId = random.nextInt(15) == 0 ? random.nextInt(ROWS) : id;
            if (newId == id || !table.containsKey(newId)) {
                table.remove(id);
                put(newId, new Delta.Update("Task", row(newId), before));
            }
        }
    }

    private void put(int id, Delta delta) {
        table.put(id, delta instanceof Delta.Insert insert ? insert.data() : ((Delta.Update) delta).newData());
        unpublished.add(delta);
    }

    private ObjectNode row(int id) {
        return WireJson.mapper()
                .createObjectNode()
                .put("id", id)
                .put("list", random.nextInt(3))
                .put("n", ++count)
                .put("text", "x".repeat(random.nextInt(80)));
    }

    private void publish() {
        Delta delta = unpublished.poll();
        if (delta != null) {
            server.dataSync.publish(new DeltaBatch(null, List.of(delta)));
        }
    }

    private void publishAll() {
        while (!unpublished.isEmpty()) {
            publish();
        }
    }

    Map<Integer, JsonNode> query(Predicate<JsonNode> wanted) {
        Map<Integer, JsonNode> rows = new TreeMap<>(table);
        rows.values().removeIf(wanted.negate());
        return rows;
    }

    private SlowClient client() {
        int list = random.nextInt(3);
        return switch (random.nextInt(4)) {
            case 0 -> new SlowClient(this, row -> true, new SubscriptionItem("AllTasks", NullNode.getInstance()));
            case 1 -> new SlowClient(this, row -> list(row) == list, filter("==", list));
            case 2 -> new SlowClient(this, row -> list(row) >= list, filter(">=", list));
            default -> new SlowClient(this, row -> list(row) != 1, filter("==", 0), filter("==", 2));
        };
    }

    private static int list(JsonNode row) {
        return row.get("list").intValue();
    }

    private static SubscriptionItem filter(String operator, int list) {
        ArrayNode filter =
                WireJson.mapper().createArrayNode().add(operator).add("list").add(list);
        return new SubscriptionItem("FilteredTasks", filter);
    }
}
