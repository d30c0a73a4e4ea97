package org.snorky.server.datasync.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
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

        assertThat(check(tree.root)).isLessThanOrEqualTo(20);
    }

    /** Holds the node to what is said of it, and gives its height. */
    private static int check(@Nullable IntervalNode<String> node) {
        if (node == null) {
            return 0;
        }
        Interval last = node.interval;
        for (IntervalNode<String> side : Arrays.asList(node.left, node.right)) {
            if (side != null) {
                assertThat(Integer.signum(side.interval.compare(node.interval))).isEqualTo(side == node.left ? -1 : 1);
                last = side.last.interval.compareEnd(last) > 0 ? side.last.interval : last;
            }
        }
        assertThat(node.last.interval.compareEnd(last)).isZero();
        int left = check(node.left);
        int right = check(node.right);
        assertThat(Math.abs(left - right)).isLessThanOrEqualTo(1);
        assertThat(node.height).isEqualTo(Math.max(left, right) + 1);
        return node.height;
    }
}
