package org.snorky.server.datasync.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.filter.FilterParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The index gives what trying every filter gives, on random filters and rows. */
class FilterIndexTests {

    private static final String[] FIELDS = {"a", "b", "c.d"};
    private static final String[] COMPARISONS = {"==", "!=", "<", "<=", ">", ">="};

    @RepeatedTest(200)
    void findsWhatAScanFinds(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        FilterIndex<Integer> index = new FilterIndex<>();
        List<FilterIndex.Entry<Integer>> entries = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            if (random.nextInt(4) > 0 || entries.isEmpty()) {
                Filter filter = random.nextInt(8) == 0 ? Filter.ALWAYS : FilterParser.parse(filter(random, 2));
                entries.add(index.add(filter, step));
            } else {
                index.remove(entries.remove(random.nextInt(entries.size())));
            }
            Delta delta = delta(random);
            List<String> found = new ArrayList<>();
            index.match(delta, (owner, form) -> found.add(owner + " " + form));
            assertThat(found).as("%s", delta).containsExactlyInAnyOrderElementsOf(scan(entries, delta));
        }
        entries.forEach(index::remove);
        assertThat(index.isEmpty()).isTrue();
    }

    private static List<String> scan(List<FilterIndex.Entry<Integer>> entries, Delta delta) {
        List<String> found = new ArrayList<>();
        for (FilterIndex.Entry<Integer> entry : entries) {
            boolean before = Form.rowBefore(delta) != null && entry.filter().matches(Form.rowBefore(delta));
            boolean after = Form.rowAfter(delta) != null && entry.filter().matches(Form.rowAfter(delta));
            if (before || after) {
                found.add(entry.owner() + " " + (before ? after ? "UPDATE" : "DELETE" : "INSERT"));
            }
        }
        return found;
    }

    private static Delta delta(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Delta.Insert("M", row(random));
            case 1 -> new Delta.Delete("M", row(random));
            default -> new Delta.Update("M", row(random), row(random));
        };
    }

    private static ObjectNode row(Random random) {
        ObjectNode row = WireJson.mapper().createObjectNode();
        if (random.nextBoolean()) {
            row.set("a", value(random));
        }
        if (random.nextBoolean()) {
            row.set("b", value(random));
        }
        if (random.nextBoolean()) {
            row.putObject("c").set("d", value(random));
        }
        return row;
    }

    private static JsonNode value(Random random) {
        String[] values = {"null", "true", "1", "1.0", "2", "2.5", "\"1\"", "\"x\"", "\"xy\"", "[1]"};
        return WireJson.mapper().readTree(values[random.nextInt(values.length)]);
    }

    private static ArrayNode filter(Random random, int depth) {
        ArrayNode filter = WireJson.mapper().createArrayNode();
        String field = FIELDS[random.nextInt(FIELDS.length)];
        switch (depth == 0 ? random.nextInt(4) : random.nextInt(7)) {
            case 0 -> filter.add("exists").add(field);
            case 1 ->
                filter.add("in")
                        .add(field)
                        .add(WireJson.mapper()
                                .createArrayNode()
                                .add(value(random))
                                .add(value(random)));
            case 2 -> filter.add("==").add(field).add(value(random));
            case 3 ->
                filter.add(COMPARISONS[random.nextInt(COMPARISONS.length)])
                        .add(field)
                        .add(random.nextInt(3));
            case 4 -> filter.add("not").add(filter(random, depth - 1));
            default -> {
                filter.add(random.nextBoolean() ? "and" : "or");
                for (int i = 0; i <= random.nextInt(3); i++) {
                    filter.add(filter(random, depth - 1));
                }
            }
        }
        return filter;
    }
}
