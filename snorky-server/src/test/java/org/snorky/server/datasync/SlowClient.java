package org.snorky.server.datasync;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.server.service.Connection;
import org.snorky.server.session.SlowSession;
import tools.jackson.databind.JsonNode;

/** A client of a {@link SlowClientRun}: rows by key, a position, and a fetch when it is told that it lost its place. */
final class SlowClient {

    /** A delta that does not go with what the client holds. */
    static final class Mismatch extends RuntimeException {

        private static final long serialVersionUID = 1;

        Mismatch(String message) {
            super(message);
        }
    }

    private final SlowClientRun run;
    private final Predicate<JsonNode> wanted;
    private final List<SubscriptionItem> items;
    private Map<Integer, JsonNode> rows = new TreeMap<>();
    private @Nullable SlowSession session;
    private @Nullable Connection connection;
    private String token = "";
    private @Nullable String position;

    /** Whether every delta must begin with the state held: so as long as nothing was told twice. */
    private boolean strict;

    SlowClient(SlowClientRun run, Predicate<JsonNode> wanted, SubscriptionItem... items) {
        this.run = run;
        this.wanted = wanted;
        this.items = List.of(items);
        fetch();
    }

    Map<Integer, JsonNode> rows() {
        return rows;
    }

    Predicate<JsonNode> wanted() {
        return wanted;
    }

    /** The connection is gone, and what was on its way. */
    void cut() {
        if (connection != null && session != null) {
            session.cut();
            connection.close();
            session = null;
            connection = null;
        }
    }

    /** Connects if it is not, and resumes. */
    void comeBack() {
        if (connection != null) {
            return;
        }
        session = new SlowSession(100 + run.random.nextInt(2000), 6000);
        connection = run.server.connect(session);
        if (position != null) {
            strict = false;
            run.seen("resumed", 1);
        }
        connection.receive("""
                {"service":"datasync","message":{"command":"acquireSubscription","callId":1,
                 "params":{"token":"%s","position":%s}}}""".formatted(token, position == null ? "null" : "\"" + position + "\""));
    }

    void read(int count) {
        for (int i = 0; i < count && session != null; i++) {
            session.read(1).forEach(this::receive);
        }
        if (session != null && session.closed() != null) {
            cut();
        }
    }

    void catchUp() {
        comeBack();
        read(10_000);
        comeBack();
        read(10_000);
    }

    private void receive(JsonNode message) {
        switch (message.get("type").stringValue()) {
            case "delta" -> {
                apply(message.get("delta"));
                position = run.fault == SlowClientRun.Fault.POSITION_TOO_FAR
                        ? run.server.dataSync.log().head().toString()
                        : message.get("position").stringValue();
            }
            case "position" -> position = message.get("position").stringValue();
            case "response" -> position = message.at("/data/position").stringValue();
            case "resync" -> refetch(message.get("reason").stringValue());
            default -> refetch(message.get("code").stringValue());
        }
    }

    private void refetch(String why) {
        run.seen("fetched: " + why, 1);
        cut();
        fetch();
        comeBack();
    }

    /** Authorises first and queries second; sometimes something is published between. */
    private void fetch() {
        token = run.server.dataSync.authorize(items, null).token();
        rows = run.query(wanted);
        position = null;
        strict = run.unpublished.isEmpty() && items.size() == 1;
    }

    private void apply(JsonNode delta) {
        String type = delta.get("type").stringValue();
        if (type.equals("delete")) {
            if (run.fault == SlowClientRun.Fault.DELETE_LOST && run.random.nextInt(20) == 0) {
                return;
            }
            rows.remove(id(delta.get("data")));
        } else if (type.equals("insert")) {
            JsonNode held = rows.put(id(delta.get("data")), delta.get("data"));
            check(held == null, delta, held);
        } else {
            JsonNode old =
                    run.fault == SlowClientRun.Fault.OLD_STATE_WRONG ? delta.get("newData") : delta.get("oldData");
            JsonNode held = rows.remove(id(old));
            check(old.equals(held), delta, held);
            rows.put(id(delta.get("newData")), delta.get("newData"));
        }
    }

    private void check(boolean fits, JsonNode delta, @Nullable JsonNode held) {
        if (strict && !fits) {
            throw new Mismatch(delta + " does not go with " + held);
        }
    }

    private static int id(JsonNode row) {
        return row.get("id").intValue();
    }
}
