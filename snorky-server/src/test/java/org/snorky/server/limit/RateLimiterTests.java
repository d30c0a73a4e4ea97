package org.snorky.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snorky.server.limit.RateLimiter.Verdict;

class RateLimiterTests {

    private final Refusals refusals = new Refusals(new SimpleMeterRegistry());
    private long nanos;

    private RateLimiter limiter(Rates rates) {
        return new RateLimiter(rates, refusals, () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void takesABurstAndThenTheRate() {
        RateLimiter limiter = limiter(new Rates(10, 50, 0, 1, 1000));
        for (int i = 0; i < 50; i++) {
            assertThat(limiter.take(1)).isEqualTo(Verdict.TAKEN);
        }
        assertThat(limiter.take(1)).isEqualTo(Verdict.REFUSED);

        pass(Duration.ofMillis(100));
        assertThat(limiter.take(1)).isEqualTo(Verdict.TAKEN);
        assertThat(limiter.take(1)).isEqualTo(Verdict.REFUSED);
        assertThat(refusals.counts()).containsOnly(java.util.Map.entry("message_rate", 2L));
    }

    @Test
    void takesTheBurstAgainAfterASilence() {
        RateLimiter limiter = limiter(new Rates(10, 50, 0, 1, 1000));
        for (int i = 0; i < 60; i++) {
            limiter.take(1);
        }
        pass(Duration.ofMinutes(1));
        for (int i = 0; i < 50; i++) {
            assertThat(limiter.take(1)).isEqualTo(Verdict.TAKEN);
        }
    }

    @Test
    void countsBytesToo() {
        RateLimiter limiter = limiter(new Rates(0, 1, 1000, 4000, 1000));
        assertThat(limiter.take(3000)).isEqualTo(Verdict.TAKEN);
        assertThat(limiter.take(3000)).isEqualTo(Verdict.REFUSED);

        pass(Duration.ofSeconds(2));
        assertThat(limiter.take(3000)).isEqualTo(Verdict.TAKEN);
        assertThat(refusals.counts()).containsEntry("byte_rate", 1L);
    }

    @Test
    void callsItAFloodWhenRefusalsDoNotHelp() {
        RateLimiter limiter = limiter(new Rates(1, 1, 0, 1, 5));
        limiter.take(1);
        for (int i = 0; i < 5; i++) {
            assertThat(limiter.take(1)).isEqualTo(Verdict.REFUSED);
        }
        assertThat(limiter.take(1)).isEqualTo(Verdict.FLOOD);
        assertThat(refusals.counts()).containsEntry("flood", 1L);
    }

    @Test
    void forgivesWhoIsAboveTheRateNowAndThen() {
        RateLimiter limiter = limiter(new Rates(1, 1, 0, 1, 5));
        for (int minute = 0; minute < 100; minute++) {
            limiter.take(1);
            for (int i = 0; i < 5; i++) {
                assertThat(limiter.take(1)).isEqualTo(Verdict.REFUSED);
            }
            pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void zeroIsNoLimit() {
        RateLimiter limiter = limiter(Rates.UNLIMITED);
        for (int i = 0; i < 100_000; i++) {
            assertThat(limiter.take(1 << 20)).isEqualTo(Verdict.TAKEN);
        }
    }

    @Test
    void takesWhateverRateIsSet() {
        RateLimiter limiter =
                limiter(new Rates(Integer.MAX_VALUE, 1, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE));
        assertThat(limiter.take(1 << 20)).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void staysRightWhenTheTickerPassesItsEnd() {
        nanos = Long.MAX_VALUE - 10;
        RateLimiter limiter = limiter(new Rates(10, 10, 0, 1, 1000));
        for (int i = 0; i < 10; i++) {
            limiter.take(1);
        }
        pass(Duration.ofSeconds(1));
        assertThat(limiter.take(1)).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void takesAsMuchAsTheRateAllowsAndNoMoreWhateverTheRhythm() {
        Random random = new Random(7);
        RateLimiter limiter = limiter(new Rates(100, 20, 0, 1, Integer.MAX_VALUE));
        int taken = 0;
        for (int i = 0; i < 50_000; i++) {
            pass(Duration.ofNanos(random.nextInt(8_000_000)));
            taken += limiter.take(1) == Verdict.TAKEN ? 1 : 0;
        }
        double allowed = 100 * (nanos / 1e9);
        assertThat((double) taken).isBetween(allowed - 1, allowed + 21);
    }
}
