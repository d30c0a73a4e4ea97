package org.snorky.server.datasync.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.snorky.server.datasync.filter.Filter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The index gives what trying every filter gives, on random filters and rows, while filters come and go. */
class FilterIndexPropertyTests {

    private record Change(
            @Nullable JsonNode before, @Nullable JsonNode after) {}

    private record Held(Filter filter, int owner, FilterIndex.Entry<Integer> entry) {}

    @RepeatedTest(100)
    void findsWhatAScanFinds(RepetitionInfo repetition) {
        RandomFilters random = new RandomFilters(repetition.getCurrentRepetition());
        int usual = 1 << random.below(9);
        FilterIndex<Integer> index = new FilterIndex<>();
        List<Held> held = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            if (random.below(2 * usual) >= held.size()) {
                Filter filter = held.isEmpty() || random.below(6) > 0
                        ? random.filter()
                        : held.get(random.below(held.size())).filter();
                held.add(new Held(filter, step, index.add(filter, step)));
            } else {
                index.remove(held.remove(random.below(held.size())).entry());
            }
            Change change = change(random);
            if (!tellsRightly(index, held, change)) {
                throw new AssertionError(smallest(held, change));
            }
            assertThat(index.counts().filters()).isEqualTo(held.size());
        }
        while (!held.isEmpty()) {
            index.remove(held.remove(random.below(held.size())).entry());
        }
        assertThat(index.isEmpty()).isTrue();
        assertThat(index.counts()).isEqualTo(new FilterCounts(0, 0, 0));
    }

    private static Change change(RandomFilters random) {
        ObjectNode row = random.row();
        return random.below(4) == 0 ? new Change(null, row) : new Change(row, random.rowAfter(row));
    }

    private static boolean tellsRightly(FilterIndex<Integer> index, List<Held> held, Change change) {
        List<String> told = new ArrayList<>();
        index.match(
                change.before(),
                change.after(),
                (owner, before, after) -> told.add(owner + " " + before + " " + after));
        List<String> right = new ArrayList<>();
        for (Held each : held) {
            boolean before = change.before() != null && each.filter().matches(change.before());
            boolean after = change.after() != null && each.filter().matches(change.after());
            if (before || after) {
                right.add(each.owner() + " " + before + " " + after);
            }
        }
        told.sort(null);
        right.sort(null);
        return told.equals(right);
    }

    /** The failure again with as few filters and fields as show it when they are all that ever was. */
    private static String smallest(List<Held> held, Change change) {
        Predicate<List<Filter>> fails = filters -> !tellsRightlyAnew(filters, change);
        List<Filter> filters = new ArrayList<>(held.stream().map(Held::filter).toList());
        if (!fails.test(filters)) {
            return "Only after others came and went: " + change + " with " + filters;
        }
        for (int i = filters.size() - 1; i >= 0; i--) {
            Filter left = filters.remove(i);
            if (!fails.test(filters)) {
                filters.add(i, left);
            }
        }
        return change + " with " + filters;
    }

    private static boolean tellsRightlyAnew(List<Filter> filters, Change change) {
        FilterIndex<Integer> index = new FilterIndex<>();
        List<Held> held = new ArrayList<>();
        for (Filter filter : filters) {
            held.add(new Held(filter, held.size(), index.add(filter, held.size())));
        }
        return tellsRightly(index, held, change);
    }
}
