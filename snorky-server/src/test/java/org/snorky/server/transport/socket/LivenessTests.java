package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.snorky.server.session.CloseReason;

class LivenessTests {

    private static final Heartbeat HEARTBEAT = new Heartbeat(Duration.ofSeconds(25), Duration.ofSeconds(20));

    private final Liveness liveness = new Liveness(HEARTBEAT, Duration.ofMinutes(1), seconds(0));

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void asksAfterTheIntervalAndNotAgainUntilThereIsAnAnswer() {
        assertThat(liveness.isPingDue(seconds(25))).isFalse();
        assertThat(liveness.isPingDue(seconds(26))).isTrue();

        liveness.asked(seconds(26));
        assertThat(liveness.isPingDue(seconds(60))).isFalse();
        liveness.heard();
        assertThat(liveness.isPingDue(seconds(51))).isFalse();
        assertThat(liveness.isPingDue(seconds(52))).isTrue();
    }

    @Test
    void isOverWhenNoAnswerComes() {
        liveness.asked(seconds(26));

        assertThat(liveness.verdict(seconds(46))).isNull();
        assertThat(liveness.verdict(seconds(47))).isEqualTo(Liveness.SILENT);
    }

    @Test
    void isOverWhenNothingIsSaidThoughPingsAreAnswered() {
        liveness.asked(seconds(26));
        liveness.heard();
        assertThat(liveness.verdict(seconds(60))).isNull();
        assertThat(liveness.verdict(seconds(61))).isEqualTo(CloseReason.IDLE);

        liveness.said(seconds(50));
        assertThat(liveness.verdict(seconds(61))).isNull();
    }

    @Test
    void neverEndsWhereNeitherMatters() {
        Liveness patient = new Liveness(null, Duration.ZERO, 0);

        assertThat(patient.isPingDue(seconds(1_000_000))).isFalse();
        assertThat(patient.verdict(seconds(1_000_000))).isNull();
    }
}
