package org.snorky.server.compact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactSetTests {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, CompactSet.SMALL, 40, 300})
    void holdsWhatAnOrdinarySetHolds(int elements) {
        Random random = new Random(elements);
        Set<Integer> ordinary = new HashSet<>();
        Set<Integer> compact = Set.of();
        for (int i = 0; i < 5000; i++) {
            Integer element = random.nextInt(elements);
            if (random.nextInt(100) < 50 + 30 * Math.sin(i / 200.0)) {
                ordinary.add(element);
                compact = CompactSet.with(compact, element);
            } else {
                ordinary.remove(element);
                compact = CompactSet.without(compact, element);
            }
            assertThat(compact).isEqualTo(ordinary);
        }
    }

    @Test
    void isSmallAgainWhenItHasBecomeSmall() {
        Set<Integer> set = Set.of();
        for (int i = 0; i < 100; i++) {
            set = CompactSet.with(set, i);
        }
        assertThat(set).isInstanceOf(HashSet.class);
        for (int i = 0; i < 99; i++) {
            set = CompactSet.without(set, i);
        }
        assertThat(set).isNotInstanceOf(HashSet.class).containsExactly(99);
    }
}
