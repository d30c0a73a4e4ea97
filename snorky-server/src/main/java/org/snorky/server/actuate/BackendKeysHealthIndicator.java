package org.snorky.server.actuate;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether the files of backend keys are in order: if not, unknown and not down, for the keys from before let everyone in
 * who was in.
 */
public final class BackendKeysHealthIndicator extends AbstractHealthIndicator {

    private final Supplier<@Nullable String> problem;

    /** @param problem what is wrong, or null */
    public BackendKeysHealthIndicator(Supplier<@Nullable String> problem) {
        super("The check of the backend's keys failed");
        this.problem = problem;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        String what = problem.get();
        if (what == null) {
            builder.up();
        } else {
            builder.unknown().withDetail("problem", what);
        }
    }
}
