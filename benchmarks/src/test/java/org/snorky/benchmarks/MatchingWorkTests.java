package org.snorky.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.index.FilterIndex;

/** Filter matching in small: what is asked is how much a delta looks at, and never how long that takes. */
class MatchingWorkTests {

    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int DELTAS = 500;

    @Test
    void growsSlowerThanTheLogarithmOfWhatIsSubscribed() {
        double few = looksForEachDelta(FEW);
        double many = looksForEachDelta(MANY);

        assertThat(many / few).isLessThan(Math.log(MANY) / Math.log(FEW));
        assertThat(many).isLessThan(5 * FilterShapes.PER_ROW);
    }

    private static double looksForEachDelta(int subscriptions) {
        FilterIndex<Filter> index = new FilterIndex<>();
        for (int i = 0; i < subscriptions; i++) {
            index.add(FilterShapes.mixed(i), Filter.ALWAYS);
        }
        SplittableRandom random = new SplittableRandom(1);
        AtomicInteger matched = new AtomicInteger();
        int looks = 0;
        for (int i = 0; i < DELTAS; i++) {
            Delta.Update delta = FilterShapes.update(random.nextInt(subscriptions / FilterShapes.PER_ROW));
            looks += index.match(delta.oldData(), delta.newData(), (owner, before, after) -> matched.incrementAndGet());
        }
        assertThat(matched).hasValue(DELTAS * FilterShapes.PER_ROW);
        return looks / (double) DELTAS;
    }
}
