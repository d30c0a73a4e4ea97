package org.snorky.server.datasync.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.filter.FilterParser;
import tools.jackson.databind.JsonNode;

/** What it takes to match a delta, counted: time would tell of the machine. */
class FilterIndexWorkTests {

    /** Each row is matched by one of each. */
    private static final String[] SHAPES = {
        "['==','id',%1$d]",
        "['in','id',[%1$d,-%2$d]]",
        "['and',['>=','id',%1$d],['<','id',%2$d]]",
        "['startsWith','name','item %1$d ']",
        "['and',['>=','code','C%1$07d'],['<','code','C%2$07d']]",
        "['and',['==','status','open'],['>=','id',%1$d],['<','id',%2$d]]",
        "['and',['startsWith','name','item '],['>','price',%1$d],['<=','price',%2$d]]",
        "['and',['==','id',%1$d],['!=','status','closed']]"
    };

    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int DELTAS = 200;

    private final Random random = new Random(1);

    private static JsonNode json(String json, int row) {
        return WireJson.mapper().readTree(json.formatted(row, row + 1).replace("'", "\""));
    }

    private static JsonNode row(int row) {
        return json("{'id':%1$d,'status':'open','name':'item %1$d of many','code':'C%1$07d','price':%1$d.5}", row);
    }

    private static List<Filter> filters(int count) {
        List<Filter> filters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            filters.add(FilterParser.parse(json(SHAPES[i % SHAPES.length], i / SHAPES.length)));
        }
        return filters;
    }

    private double looksForEachDelta(FilterIndex<Filter> index, int rows) {
        int looks = 0;
        List<Filter> told = new ArrayList<>();
        for (int i = 0; i < DELTAS; i++) {
            int row = random.nextInt(rows);
            looks += index.match(row(row), row(row), (owner, before, after) -> told.add(owner));
        }
        assertThat(told).hasSize(DELTAS * SHAPES.length);
        return looks / (double) DELTAS;
    }

    private double looksAmong(int count) {
        FilterIndex<Filter> index = new FilterIndex<>();
        List<Filter> filters = filters(count);
        Collections.shuffle(filters, random);
        filters.forEach(filter -> index.add(filter, filter));
        return looksForEachDelta(index, count / SHAPES.length);
    }

    @Test
    void growsSlowerThanTheLogarithmOfWhatIsSubscribed() {
        assertThat(looksAmong(MANY) / looksAmong(FEW)).isLessThan(Math.log(MANY) / Math.log(FEW));
    }

    @Test
    void isThatOfFewOnceMostAreGone() {
        FilterIndex<Filter> index = new FilterIndex<>();
        List<FilterIndex.Entry<Filter>> entries = new ArrayList<>();
        for (Filter filter : filters(10 * FEW)) {
            entries.add(index.add(filter, filter));
        }
        List<FilterIndex.Entry<Filter>> going = entries.subList(FEW, entries.size());
        Collections.shuffle(going, random);
        going.forEach(index::remove);

        assertThat(looksForEachDelta(index, FEW / SHAPES.length)).isLessThan(1.2 * looksAmong(FEW));
    }
}
