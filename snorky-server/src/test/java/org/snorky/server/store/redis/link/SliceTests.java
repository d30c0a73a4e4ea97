package org.snorky.server.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SliceTests {

    @Test
    void isOfOneBucketAndNoLongerThanItMayBe() {
        assertThat(Slice.of(List.of(11, 22, 12, 13, 21), number -> number / 10, 2))
                .containsExactly(
                        new Slice<>(1, List.of(11, 12)), new Slice<>(1, List.of(13)), new Slice<>(2, List.of(22, 21)));
    }

    @Test
    void isNoneWhereThereIsNothing() {
        assertThat(Slice.of(List.<Integer>of(), number -> 0, 2)).isEmpty();
    }
}
