package org.snorky.oracle.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a client's list has other than its SELECT.
 *
 * @param list whose
 * @param status what the client says of it
 * @param rows each row that is missing, surplus, twice there, or not the same
 */
public record Difference(LiveList list, String status, List<String> rows) {

    static Difference of(LiveList list, Map<Long, JsonNode> truth, JsonNode dump) {
        List<String> rows = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (JsonNode held : dump.path("items")) {
            long id = held.path("id").longValue();
            JsonNode row = truth.get(id);
            if (!seen.add(id)) {
                rows.add("twice " + held);
            } else if (row == null) {
                rows.add("surplus " + held);
            } else if (!Database.isSame(row, held)) {
                rows.add("held " + held + " is " + row);
            }
        }
        truth.forEach((id, row) -> {
            if (!seen.contains(id)) {
                rows.add("missing " + row);
            }
        });
        return new Difference(list, dump.path("status").asString("not open"), rows);
    }

    boolean isNone() {
        return rows.isEmpty() && status.equals("live");
    }

    @Override
    public String toString() {
        String select = "select * from " + list.table() + " where "
                + list.where().sql() + " with " + list.where().parameters();
        return list.name() + " (" + status + ") " + list.path() + "\n  " + select + "\n  " + String.join("\n  ", rows);
    }
}
