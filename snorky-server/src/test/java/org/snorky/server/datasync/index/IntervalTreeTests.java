package org.snorky.server.datasync.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.filter.FieldPath;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.filter.Order;
import tools.jackson.databind.JsonNode;

class IntervalTreeTests {

    private static final FieldPath FIELD = FieldPath.of("a");

    private final IntervalTree<String> tree = new IntervalTree<>();

    private static JsonNode number(int value) {
        return WireJson.mapper().getNodeFactory().numberNode(value);
    }

    private static Interval random(Random random) {
        Interval from = NumberInterval.of(
                FIELD, random.nextBoolean() ? Order.GREATER : Order.GREATER_OR_EQUAL, number(random.nextInt(200)));
        Interval to = NumberInterval.of(
                FIELD, random.nextBoolean() ? Order.LESS : Order.LESS_OR_EQUAL, number(random.nextInt(200)));
        return switch (random.nextInt(4)) {
            case 0 -> from;
            case 1 -> to;
            default -> from.and(to);
        };
    }

    private static Placement<String> placement(Interval interval) {
        return new Placement<>(new SharedFilter<>(Filter.ALWAYS), interval);
    }

    @RepeatedTest(20)
    void staysInOrderWhateverComesAndGoes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Placement<String>> placed = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            if (random.nextInt(600) >= i || placed.isEmpty()) {
                Interval interval = random(random);
                placed.add(placement(interval));
                tree.add(interval, placed.get(placed.size() - 1), 1);
            } else {
                Placement<String> goes = placed.remove(random.nextInt(placed.size()));
                tree.remove((Interval) goes.anchor(0), goes, 1);
            }
            check(tree.root);
        }
        placed.forEach(each -> tree.remove((Interval) each.anchor(0), each, 1));
        assertThat(tree.root).isNull();
    }

    @Test
    void staysLowWhenIntervalsComeInOrder() {
        for (int i = 0; i < 10_000; i++) {
            Interval interval = NumberInterval.of(FIELD, Order.LESS, number(i));
            tree.add(interval, placement(interval), 1);
        }

        assertThat(check(tree.root)).isEqualTo(3);
    }

    @Test
    void staysLowAndHoldsLittleRoomWhenMostAreGone() {
        List<Placement<String>> placed = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Interval interval = NumberInterval.of(FIELD, Order.LESS, number(i));
            placed.add(placement(interval));
            tree.add(interval, placed.get(i), 1);
        }
        for (int i = 0; i < 10_000; i++) {
            if (i % 1000 != 0) {
                tree.remove((Interval) placed.get(i).anchor(0), placed.get(i), 1);
            }
        }

        assertThat(check(tree.root)).isEqualTo(1);
    }

    /** Holds a block and all below it to what is said of them, and gives their height. */
    private static int check(@Nullable IntervalBlock<String> block) {
        if (block == null) {
            return 0;
        }
        assertThat(block.size()).isBetween(1, IntervalBlock.WIDTH);
        int height = 1;
        for (int i = 0; i < block.size(); i++) {
            if (i > 0) {
                assertThat(block.first(i - 1).compare(block.first(i))).isNegative();
            }
            if (block.leaf) {
                assertThat(block.last(i)).isSameAs(block.first(i));
            } else {
                int below = check(block.child(i));
                assertThat(height).isIn(1, below + 1);
                height = below + 1;
                List<Interval> all = intervals(block.child(i));
                assertThat(block.first(i)).isSameAs(all.get(0));
                assertThat(all).contains(block.last(i));
                for (Interval each : all) {
                    assertThat(each.compareEnd(block.last(i))).isNotPositive();
                }
            }
        }
        return height;
    }

    private static List<Interval> intervals(IntervalBlock<String> block) {
        List<Interval> all = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            all.addAll(block.leaf ? List.of(block.first(i)) : intervals(block.child(i)));
        }
        return all;
    }
}
