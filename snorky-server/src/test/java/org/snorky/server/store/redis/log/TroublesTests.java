package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snorky.server.store.redis.link.Place;

class TroublesTests {

    private Instant now = Instant.parse("2026-01-01T20:31:07Z");
    private final Troubles troubles = new Troubles(() -> now);

    @Test
    void areNoneAtFirst() {
        assertThat(tell()).isNull();
    }

    @Test
    void tellSinceWhenRedisHasNotAnswered() {
        troubles.asked();
        now = now.plusSeconds(2);
        assertThat(tell()).isNull();
        troubles.asked();
        now = now.plusSeconds(10);

        assertThat(tell()).isEqualTo("Redis has not answered since 20:31:07 UTC (12 s)");

        troubles.answered(new Place(1, 5));
        assertThat(tell()).isNull();
    }

    @Test
    void tellSinceWhenTheLogCannotBeRead() {
        troubles.tailAway();
        now = now.plusSeconds(1);
        troubles.tailAway();

        assertThat(tell()).isEqualTo("The log cannot be read since 20:31:07 UTC (1 s)");

        troubles.tailBack();
        assertThat(tell()).isNull();
    }

    @Test
    void tellOfAnEpochThatWasNotReadYet() {
        troubles.answered(new Place(2, 0));

        assertThat(tell()).contains("new epoch");
    }

    @Test
    void tellHowFarItIsBehind() {
        troubles.answered(new Place(1, 10_005));
        assertThat(tell()).isNull();

        troubles.answered(new Place(1, 41_005));

        assertThat(tell()).isEqualTo("Behind by 41000 changes");
    }

    private @Nullable String tell() {
        return troubles.tell(new Place(1, 5), Duration.ofSeconds(2));
    }
}
