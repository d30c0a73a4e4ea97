package org.snorky.server.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class SnorkyHealthIndicatorTests {

    private static Health health(SnorkyCheck... checks) {
        return new SnorkyHealthIndicator(List.of(checks)).health();
    }

    @Test
    void isUpWhereNothingIsWrong() {
        assertThat(health(() -> null).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void saysEverythingThatIsWrong() {
        Health health = health(() -> "no threads", () -> null, () -> "no log");

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("problems", List.of("no threads", "no log"));
    }
}
