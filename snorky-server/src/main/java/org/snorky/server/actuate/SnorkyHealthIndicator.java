package org.snorky.server.actuate;

import java.util.List;
import java.util.Objects;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** The server's health: up if nothing is wrong, else down, with each thing that is. */
public final class SnorkyHealthIndicator extends AbstractHealthIndicator {

    private final List<SnorkyCheck> checks;

    public SnorkyHealthIndicator(List<SnorkyCheck> checks) {
        super("Snorky's health check failed");
        this.checks = checks;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        List<String> problems = checks.stream()
                .map(SnorkyCheck::problem)
                .filter(Objects::nonNull)
                .toList();
        if (problems.isEmpty()) {
            builder.up();
        } else {
            builder.down().withDetail("problems", problems);
        }
    }
}
